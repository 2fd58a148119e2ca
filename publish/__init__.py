"""Scraped articles in; clean, laid-out PDF, Word, EPUB and XHTML out."""
