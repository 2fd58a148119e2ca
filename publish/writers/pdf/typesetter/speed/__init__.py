"""The same bytes in less time: what WeasyPrint does twice, done once.

One module each, with the name upstream that it stands for and the reason why no byte changes.
"""
