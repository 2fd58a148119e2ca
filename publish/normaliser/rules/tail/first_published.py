"""Where an article stood first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import phrases
from publish.normaliser.rules.corrections import speaks_of_mistakes
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of

_COMMA = re.compile(r"[,，、،]\s*")
_WORDS = re.compile(r"[^\W\d_]+")
_NEAR = 4  # open blocks from either end in which an article says where it stood; 9 of 1,338


@rule(
    "tail.first-published",
    "Where an article stood first.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nThis article originally appeared in The Paper.",
)
def first_published(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "This article originally appeared in …" among the first or the last blocks."""
    indices = left.indices
    near = {*indices[:_NEAR], *indices[-_NEAR:]}
    marks = marks_of(page)
    for index, each in marks.of(left, "origin", "begins"):
        if _is_of_another(page, index):
            continue
        if index in near or not marks.is_inside(index):
            yield Finding(index, index, f"says where the article is from (“{each.phrase} …”)")
    for index, each in marks.of(left, "origin", "mentions"):
        if index in near and _is_of_this(page, index) and not _is_of_another(page, index):
            yield Finding(index, index, f"says where the article is from (“{each.phrase}”)")


def _is_of_another(page: Page, index: int) -> bool:
    """Whether a line tells of something else: of a mistake, or more of what it begins with.

    So “First published in 1912, the book was burned” does behind its comma.
    """
    if speaks_of_mistakes(page, index):
        return True
    _, *rest = _COMMA.split(page.bares[index], maxsplit=1)
    words = frozenset(_WORDS.findall(rest[0])) if rest else frozenset()
    if words & (phrases("prose", "told") | phrases("prose", "past")):
        return True
    return any(each in behind for behind in rest for each in phrases("prose", "unspaced"))


def _is_of_this(page: Page, index: int) -> bool:
    """Whether a line speaks of this article: by its first words."""
    return page.bares[index].startswith(_OF_THIS)


_OF_THIS = (
    *("this ", "the post ", "the article ", "a version ", "la entrada ", "el artículo ", "o post "),
    *("este ", "l'articolo ", "questo ", "cet article ", "l'article ", "dit ", "het bericht "),
    *("der beitrag ", "der artikel ", "dieser ", "artykuł ", "ten ", "článek ", "tento ", "bu "),
    *("эта ", "этот ", "статья ", "ця ", "цей ", "стаття ", "هذا ", "この記事", "本記事", "※この"),
    *("※本記事", "本文", "이 기사", "이 글", "이 칼럼", "※ 이"),
)
