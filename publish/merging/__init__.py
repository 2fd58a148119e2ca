"""An edited Word file comes home: whose it is, what was changed, and what is written down of it."""
