"""The rule for what a site puts on its pages again and again."""
