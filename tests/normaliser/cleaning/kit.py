"""Rules that point where a test says."""

from __future__ import annotations

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import Rule, rule


def pointing(*findings: Finding, id: str = "test.rule") -> Rule:
    return rule(id, "A rule of this test.")(lambda page, left: findings)
