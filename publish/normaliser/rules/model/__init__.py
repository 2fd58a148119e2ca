"""The rule for what has no name."""
