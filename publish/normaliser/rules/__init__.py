"""The rules in the order they run: structure first, then what has a name, then the tail."""

from __future__ import annotations

from publish.normaliser.engine import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = ()
