"""Folder to folder: only what changed, each article on its own, nothing half-done."""
