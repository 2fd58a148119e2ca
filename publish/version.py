"""The version, in the one place that says it."""

__all__ = ["VERSION"]

VERSION = "0.1.0"
