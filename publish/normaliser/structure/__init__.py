"""What plain text means by its lines: lists, sub-headings, passages in another language."""
