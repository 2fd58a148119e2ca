"""A Word template of the house: what of it holds in our files, and what is left out."""
