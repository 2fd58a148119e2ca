"""Rules for what a site puts around every article: its bars, boxes, labels and links."""
