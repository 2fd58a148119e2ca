"""Elements that are named for something else than an article: comments, consent, modal dialogues.

A name alone is no proof: `body.has-comments` holds an article, and so does a newsletter's own page.
So what holds the headline, or what the page would be nothing without, is no such container.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from publish.model.tree import Blocks, Figure, Heading, Table
from publish.normaliser.page.container_names import COPIES, are_comments, naming_of
from publish.normaliser.page.elements import element_of
from publish.normaliser.page.phrases import bare

_LARGEST = 0.3  # share of the page's prose that a container holds on its name alone
_FEW = 40  # words of prose outside that may be an article, where all the rest is in containers
_LEAST_BEFORE = 20  # words of prose above comments
_THREAD = 3  # parts of a thread, each in an element named for one comment
_LONGEST_OFFER = 120  # words of sentences in a box that offers mails; newsletters have more
_SHORTEST_TITLE = 8  # characters of a headline that a longer title begins with
_ALONE = frozenset({"comments", "newsletter"})  # kinds that are headed by what they are called
_WORD = re.compile(r"[^\W_]+")
_LEAST_COPIED = 3  # words that are not the same by chance


@dataclass(slots=True)
class Container:
    """A run of blocks in one element that is named for something: its kind and its trail's step.

    `words` and `prose` are the words of all its blocks and of its paragraphs, `parts` the blocks in
    elements deeper inside that are named for the same, `shown` the words of paragraphs outside all
    containers; `copied` when all that it says stands elsewhere on the page.
    """

    kind: str
    step: str
    depth: int
    first: int
    last: int
    words: int = 0
    prose: int = 0
    parts: int = 0
    shown: int = 0
    copied: bool = False
    inner: list[Container] = field(default_factory=list)


@dataclass(slots=True)
class _Around:
    """What stands on a page: sums from its beginning to each block, and how often texts stand.

    `shown` are the words of prose outside all containers, `span` the first paragraph of it and the
    last.
    """

    blocks: Blocks
    texts: Sequence[str]
    words: list[int]
    prose: list[int]
    headlines: list[int]
    copies: Counter[str]
    shown: int = 0
    span: tuple[int, int] = (-1, -1)


def containers_of(
    blocks: Blocks,
    texts: Sequence[str],
    words: Sequence[int],
    prose: Sequence[int],
    titles: Sequence[str],
) -> tuple[Container, ...]:
    """The containers of a page that hold nothing of its article, in order; none lies in another.

    `words` and `prose` are the words of each block and those that stand in paragraphs, `titles`
    what the page declares as its headline.
    """
    found = _named(blocks)
    if not found:
        return ()
    counts = (words, prose, _headlines(blocks, texts, titles))
    of_words, of_prose, of_headlines = (list(accumulate(each, initial=0)) for each in counts)
    page = _Around(blocks, texts, of_words, of_prose, of_headlines, Counter(texts))
    for each in _all(found):
        each.words = page.words[each.last + 1] - page.words[each.first]
        each.prose = page.prose[each.last + 1] - page.prose[each.first]
    _look_around(page, found)
    return tuple(_settled(page, found))


def _named(blocks: Blocks) -> list[Container]:
    """The outermost containers by their names, with those inside them."""
    outermost: list[Container] = []
    open_ones: list[Container] = []
    before: tuple[str, ...] = ()
    for index, block in enumerate(blocks):
        trail = block.origin.trail
        if trail is not before:
            shared = _shared(trail, before)
            while open_ones and open_ones[-1].depth >= shared:
                open_ones.pop()
            for depth in range(shared, len(trail)):
                naming = naming_of(trail[depth])
                if naming is not None:
                    made = Container(naming.kind, trail[depth], depth, index, index)
                    (open_ones[-1].inner if open_ones else outermost).append(made)
                    open_ones.append(made)
            before = trail
        for each in open_ones:
            each.last = index
            each.parts += open_ones[-1] is not each and open_ones[-1].kind == each.kind
    return outermost


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many elements two trails share from the outermost on."""
    count = 0
    for mine, others in zip(one, other, strict=False):
        if mine != others:
            break
        count += 1
    return count


def _all(found: Sequence[Container]) -> Iterator[Container]:
    for each in found:
        yield each
        yield from _all(each.inner)


def _headlines(blocks: Blocks, texts: Sequence[str], titles: Sequence[str]) -> list[int]:
    """1 for each block that is the headline: as the page declares it, or of the first level."""
    declared = [bare(each) for each in titles]
    said = [
        int(isinstance(block, Heading) and _says(bare(text), declared))
        for block, text in zip(blocks, texts, strict=True)
    ]
    if any(said):
        return said
    return [int(isinstance(block, Heading) and block.level == 1) for block in blocks]


def _says(heading: str, titles: Sequence[str]) -> bool:
    """Whether a heading is a declared title, behind which the site's name may stand."""
    return any(
        heading == each or (len(heading) >= _SHORTEST_TITLE and each.startswith(heading))
        for each in titles
    )


def _look_around(page: _Around, found: Sequence[Container]) -> None:
    """How much prose stands outside all containers, and from where to where."""
    at, last, first = 0, -1, -1
    for each in (*found, None):
        end = len(page.blocks) if each is None else each.first
        for index in range(at, end):
            if page.prose[index + 1] > page.prose[index]:
                first = index if first < 0 else first
                last = index
        page.shown += page.prose[end] - page.prose[at] if end > at else 0
        at = end if each is None else each.last + 1
    page.span = first, last


def _settled(page: _Around, found: Sequence[Container]) -> Iterator[Container]:
    """Those of some containers that hold nothing of the article, or what stands so in them."""
    for each in found:
        each.copied = _is_copy(page, each)
        holds = _TESTS.get(each.kind)
        if each.copied or (holds and holds(page, each) and not _is_section(page, each)):
            each.shown = page.shown
            page.copies.subtract(page.texts[each.first : each.last + 1])
            yield each
        else:
            yield from _settled(page, each.inner)


def _is_section(page: _Around, each: Container) -> bool:
    """Whether a container bears the words of the heading it begins with, as sections do.

    "Comments" may be those of readers, where nothing of the article follows.
    """
    block, text = page.blocks[each.first], page.texts[each.first]
    slug = "-".join(_WORD.findall(text.casefold())) if isinstance(block, Heading) else ""
    if not slug or slug != _id_of(each.step):
        return False
    return "-" in slug or each.kind not in _ALONE or _is_inside(page, each)


def _id_of(step: str) -> str:
    """An element's id as headings are made one, "" when it has none."""
    _, mark, rest = step.partition("[")[0].partition(".")[0].partition("#")
    return "-".join(_WORD.findall(rest.casefold())) if mark else ""


def _is_copy(page: _Around, each: Container) -> bool:
    """Whether all that a container says stands outside it, too, and it is one that repeats."""
    if each.kind not in COPIES or each.words < _LEAST_COPIED or _is_most(page, each):
        return False
    own = Counter(page.texts[each.first : each.last + 1])
    return all(not text or page.copies[text] > count for text, count in own.items())


def _is_most(page: _Around, each: Container) -> bool:
    """Whether the page would be without prose, or half of it, if a container went."""
    return bool(each.prose) and page.prose[-1] - each.prose < max(_FEW, each.prose)


def _has_headline(page: _Around, each: Container) -> bool:
    """Whether the page's headline stands in a container and nowhere else."""
    inside = page.headlines[each.last + 1] - page.headlines[each.first]
    return inside > 0 and inside == page.headlines[-1]


def _is_small(page: _Around, each: Container) -> bool:
    """Whether a container holds little of the page's prose, and not its headline."""
    if _has_headline(page, each):
        return False
    if page.prose[-1] < _FEW:  # verse, or lines: all words count
        return each.words <= _LARGEST * page.words[-1]
    return each.prose <= _LARGEST * page.prose[-1] or page.shown >= max(_FEW, each.prose)


def _holds_comments(page: _Around, each: Container) -> bool:
    """Whether a container of comments stands below an article, which may be the shorter one."""
    if _has_headline(page, each):
        return False
    above = page.prose[each.first]
    if not each.prose:
        return above >= _LEAST_BEFORE or _is_small(page, each)
    if _is_inside(page, each) and each.parts < _THREAD and not are_comments(each.step):
        return False  # a remark
    if each.prose <= _LARGEST * page.prose[-1]:
        return above >= _LEAST_BEFORE
    return above >= _FEW and (each.parts >= _THREAD or are_comments(each.step))


def _holds_consent(page: _Around, each: Container) -> bool:
    if _has_headline(page, each) or (each.prose and page.shown < _FEW):
        return False
    naming = naming_of(each.step)
    return (naming is not None and naming.sure) or _speaks_of_consent(page, each)


def _speaks_of_consent(page: _Around, each: Container) -> bool:
    said = " ".join(page.texts[each.first : each.last + 1]).casefold()
    return any(word in said for word in _CONSENT)


_CONSENT = (
    *("cookie", "consent", "privacy", "datenschutz", "einwillig", "çerez", "kakor", "куки"),
    *("файли cookie", "クッキー", "쿠키", "ملفات تعريف", "vie privée", "privacidad", "privacidade"),
    *("prywatno", "soukrom", "隐私", "隱私", "同意"),
)


def _holds_an_offer(page: _Around, each: Container) -> bool:
    return each.prose <= _LONGEST_OFFER and _is_small(page, each)


def _holds_a_dialogue(page: _Around, each: Container) -> bool:
    """Whether a dialogue lies over an article; a hidden one may hold it again, to be copied."""
    hidden = "[hidden]" in each.step and page.shown >= _FEW and not _has_headline(page, each)
    return hidden or _is_small(page, each)


def _is_printed(page: _Around, each: Container) -> bool:
    return _is_small(page, each)


def _is_hidden(page: _Around, each: Container) -> bool:
    """Whether what is hidden is no part of an article that opens when a reader presses a button.

    Answers, notes and the rest of a text that is folded away stand among its paragraphs, or right
    below them in the same element.
    """
    if not _is_small(page, each) or _is_inside(page, each):
        return False
    if not each.prose:
        return True
    around = page.blocks[each.first].origin.trail[: each.depth]
    last = page.span[1]
    return last < 0 or page.blocks[last].origin.trail[:-1] != around


def _is_unprinted(page: _Around, each: Container) -> bool:
    if not _is_small(page, each) or _holds_byline(page, each):
        return False
    return not (_is_inside(page, each) and _holds_shown(page, each))


def _holds_byline(page: _Around, each: Container) -> bool:
    """Whether an element in a container, or the container, is named for authors or dates."""
    inside = page.blocks[each.first : each.last + 1]
    steps = {step for block in inside for step in block.origin.trail[each.depth :]}
    return any(element_of(step).uses & {"byline", "date"} for step in steps)


def _is_inside(page: _Around, each: Container) -> bool:
    """Whether a container stands between the first paragraph outside of any and the last."""
    return page.span[0] < each.first < page.span[1]


def _holds_shown(page: _Around, each: Container) -> bool:
    """Whether a container holds a picture or a table, which may belong to the article around."""
    inside = page.blocks[each.first : each.last + 1]
    return any(isinstance(block, Figure | Table) for block in inside)


def _is_spoken(page: _Around, each: Container) -> bool:
    return not each.prose and not _has_headline(page, each)


_TESTS = {
    "consent": _holds_consent,
    "comments": _holds_comments,
    "newsletter": _holds_an_offer,
    "modal": _holds_a_dialogue,
    "hidden": _is_hidden,
    "unprinted": _is_unprinted,
    "printed": _is_printed,
    "spoken": _is_spoken,
}
