"""Taking words away, and the proof that none is lost."""
