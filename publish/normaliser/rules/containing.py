"""What a container is named for, said as a reason to take it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publish.model.article import Finding
from publish.normaliser.page.containers import Container
from publish.normaliser.page.page import Left, Page

_SHOWN = 60  # characters of an element's names


def point_at_containers(page: Page, left: Left, kinds: Mapping[str, str]) -> Iterator[Finding]:
    """Point at the containers of some kinds; what each kind is called stands in the reason."""
    for each in page.containers:
        if each.kind in kinds and any(index in left for index in range(each.first, each.last + 1)):
            yield Finding(each.first, each.last, _why(each, kinds[each.kind]))


def _why(each: Container, called: str) -> str:
    step = each.step if len(each.step) <= _SHOWN else f"{each.step[:_SHOWN]}…"
    if each.copied:
        return f"in {step}; all its {each.words} words stand elsewhere on the page, too"
    blocks = each.last - each.first + 1
    many = f"{each.words} words in {blocks} block{'s' if blocks > 1 else ''}"
    return f"in {step}, {called}; {many}, the paragraphs outside have {each.shown}"
