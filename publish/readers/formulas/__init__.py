"""Formulas, as TeX or MathML, into what the tree holds: MathML and one line of text."""
