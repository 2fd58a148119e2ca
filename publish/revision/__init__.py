"""What changed between two articles: lines aligned by their words, changes found and applied."""
