"""The learned model of what is no part of an article, its signals and its reasons."""
