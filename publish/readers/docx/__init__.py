"""Word files → drafts."""
