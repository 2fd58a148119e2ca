"""What is no body text: title, authors, dates, and where they stand on a page."""
