"""Pictures under the names that an article's record has for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.model.tree import Block, Blocks, Figure, Inline, Inlines, Picture
from publish.model.walk import mapped, rebuilt


def with_pictures_named(blocks: Blocks, names: Mapping[str, str]) -> Blocks:
    """The blocks with each picture under its new name; those without one keep theirs."""
    if not names:
        return blocks

    def block(each: Block) -> Block:
        if isinstance(each, Figure) and each.asset in names:
            each = replace(each, asset=names[each.asset])
        return rebuilt(each, inlines=inlines, blocks=run)

    def inline(each: Inline) -> Inline:
        if isinstance(each, Picture) and each.asset in names:
            return replace(each, asset=names[each.asset])
        return rebuilt(each, inlines=inlines, blocks=run)

    def run(inside: Blocks) -> Blocks:
        return mapped(inside, block)

    def inlines(inside: Inlines) -> Inlines:
        return mapped(inside, inline)

    return run(blocks)
