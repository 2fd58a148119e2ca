"""Pictures that no reader found."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Figure
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page


@rule(
    "body.missing-picture",
    "A picture that is not there is not printed, nor is its caption.",
    example="",
)
def missing_picture(page: Page, left: Left) -> Iterator[Finding]:
    """Point at figures whose picture no reader found; the editor gets their words."""
    missing = [
        (index, block.asset or "the picture")
        for index in left.indices
        if isinstance(block := page.blocks[index], Figure) and block.asset not in page.draft.assets
    ]
    for number, (index, name) in enumerate(missing):
        why = f"{name} is not there, and a caption needs its picture"
        # One doubt a page: of a page saved without its pictures each single one says nothing new.
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        note = f"picture not found: {name}{more}" if number == 0 else ""
        yield Finding(index, index, why, note=note)
