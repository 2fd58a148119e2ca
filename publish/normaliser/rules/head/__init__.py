"""Rules for what stands above an article's first paragraph."""
