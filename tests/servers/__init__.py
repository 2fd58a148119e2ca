"""Servers on loopback that tests speak to: stores, and networks that fail."""
