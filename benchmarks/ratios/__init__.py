"""Every ratio that we promise, and what others take for the same articles, in one run."""
