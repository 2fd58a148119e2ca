"""How jobs are run: here, or in warm local workers."""
