"""Whole paragraphs and half the cost, from outside WeasyPrint: one engine, or the untouched one."""
