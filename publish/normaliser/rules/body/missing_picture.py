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
    for index in left.indices:
        block = page.blocks[index]
        if isinstance(block, Figure) and block.asset not in page.draft.assets:
            name = block.asset or "the picture"
            why = f"{name} is not there, and a caption needs its picture"
            yield Finding(index, index, why, note=f"picture not found: {name}")
