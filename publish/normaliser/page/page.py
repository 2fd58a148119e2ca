"""What is known of a draft before anything is judged: its blocks, their words, and where prose is.

A `Page` is frozen: what rules have taken is no part of it. Rules are told that by a `Left`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Concatenate, ParamSpec, Protocol, TypeVar
from weakref import WeakKeyDictionary

from publish.model.article import NO_PROFILE, Draft, SiteProfile
from publish.model.links import links_in
from publish.model.titles import beside_notes
from publish.model.tree import Block, Blocks, Link, Paragraph
from publish.model.walk import text_of, text_of_inlines
from publish.normaliser.page.containers import Container, containers_of
from publish.normaliser.page.language import language_of
from publish.normaliser.page.lists import Item, opened
from publish.normaliser.page.phrases import bare
from publish.normaliser.page.posts import posts_of
from publish.normaliser.page.sentences import ENDS, PROSE_WORDS, SENTENCE_WORDS
from publish.normaliser.page.threads import thread_below
from publish.normaliser.page.words import size

LONGEST_LABEL = 60
"""Words up to which a block is compared with phrases."""

_GAP_IN_CORE = 3  # blocks without prose that do not end the core: a heading, a picture, a caption

Given = ParamSpec("Given")
Found = TypeVar("Found")


def _beside_notes(block: Block, raw: str) -> str:
    """The plain text of a block without its notes, which stand on lines of their own."""
    kept = beside_notes(block) if "\n" in raw else block
    return raw if kept is block else text_of(kept)


class Seen(Protocol):
    """What a look at a whole page finds."""

    @property
    def core(self) -> frozenset[int]:
        """The paragraphs that are surely the article's."""
        ...


@dataclass(frozen=True, slots=True)
class Prose:
    """Where the most prose stands, when nothing better is known of a page."""

    core: frozenset[int]


def _prose_of(page: Page) -> Prose:
    return Prose(page.prose_run)


@dataclass(frozen=True, eq=False)
class Page:
    """The facts of a draft's blocks, by their index; each is worked out once.

    `profile` is what recurs over its site, `decided` the editor's word on its language. `raws`
    are the plain texts as spans count them, `said` the same without the words of notes, which
    say nothing of what a block is, `texts` these with their white space folded, `words` their
    sizes. `items` tell of which list a block is a piece (`page.lists`), `apart` what stands in
    comments, dialogues and the like, and what nobody sees. `look` finds where the article surely
    is; without a better one it is the heaviest run of prose.
    """

    draft: Draft
    profile: SiteProfile
    decided: str | None
    blocks: Blocks
    raws: tuple[str, ...]
    said: tuple[str, ...]
    texts: tuple[str, ...]
    words: tuple[int, ...]
    items: tuple[Item | None, ...]
    look: Callable[[Page], Seen]

    @staticmethod
    def of(
        draft: Draft,
        profile: SiteProfile = NO_PROFILE,
        decided: str | None = None,
        look: Callable[[Page], Seen] | None = None,
    ) -> Page:
        """The page of a draft, its lists opened."""
        blocks, items = opened(draft.blocks)
        raws = tuple(map(text_of, blocks))
        said = tuple(map(_beside_notes, blocks, raws))
        split = [each.split() for each in said]
        texts = tuple(map(" ".join, split))
        words = tuple(map(size, texts, map(len, split)))
        known = (blocks, raws, said, texts, words, items)
        return Page(draft, profile, decided, *known, look or _prose_of)

    def __len__(self) -> int:
        return len(self.blocks)

    @cached_property
    def language(self) -> str:
        """The BCP 47 tag of the language that the page is in."""
        return language_of(self.said, self.draft.hints.language, self.decided)

    @cached_property
    def bares(self) -> tuple[str, ...]:
        """The texts as phrases are compared (`phrases.bare`); "" for blocks too long to be one."""
        return tuple(
            bare(text) if words <= LONGEST_LABEL else ""
            for text, words in zip(self.texts, self.words, strict=True)
        )

    @cached_property
    def links(self) -> tuple[tuple[Link, ...], ...]:
        """The links of each block."""
        return tuple(tuple(links_in(block)) for block in self.blocks)

    @cached_property
    def tells_links(self) -> bool:
        """Whether a block without a link leads nowhere: not in a text, nor where all links broke.

        Links of a page that nobody knows the address of are no links any more.
        """
        if any(self.links):
            return True
        broken = any(note.code == "link.dropped" for note in self.draft.notes)
        return self.authored and not broken

    @cached_property
    def link_share(self) -> tuple[float, ...]:
        """The share of each block's characters that stand in links, 0.0 to 1.0."""
        return tuple(
            sum(len(text_of_inlines(link.inlines)) for link in links) / max(1, len(raw))
            if links
            else 0.0
            for links, raw in zip(self.links, self.raws, strict=True)
        )

    @cached_property
    def authored(self) -> bool:
        """Whether the blocks are an author's own (Markdown, Word), not what a page or text had."""
        return any(
            not isinstance(block, Paragraph) or block.origin.unit == "paragraph"
            for block in self.blocks
        ) or any(self.links)

    @property
    def by_styles(self) -> bool:
        """Whether a person set the text in named styles, which say what is what (Word)."""
        return self.draft.authored

    @cached_property
    def prose(self) -> tuple[int, ...]:
        """The words of each block that reads like a paragraph; 0 for all others."""
        return tuple(words if self.is_prose(index) else 0 for index, words in enumerate(self.words))

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """Runs of blocks in elements for comments, consent, dialogues, or that nobody sees."""
        titles = [each.value for each in self.draft.hints.title[:2]]
        return containers_of(self.blocks, self.texts, self.words, self.prose, titles)

    @cached_property
    def apart(self) -> frozenset[int]:
        """The blocks in containers, and a thread of comments: no core, nor anything of it."""
        runs = (range(each.first, each.last + 1) for each in self.containers)
        return frozenset(chain(thread_below(self.bares, self.words, self.prose), *runs))

    @cached_property
    def posts(self) -> tuple[range, ...]:
        """Whole posts below one another, as a blog's first page has; none of an article."""
        return posts_of(self.blocks, self.texts, self.words, self.prose, self.links)

    @cached_property
    def seen(self) -> Seen:
        """What a look at the whole page finds, once."""
        return self.look(self)

    @cached_property
    def core(self) -> frozenset[int]:
        """The paragraphs that are surely the article's.

        Of several whole posts none is the article: the prose of all is.
        """
        if self.posts:
            return frozenset(at for post in self.posts for at in post if self.is_prose(at))
        return self.seen.core

    @cached_property
    def prose_run(self) -> frozenset[int]:
        """The heaviest run of prose, small gaps allowed."""
        best: list[int] = []
        best_words = 0
        run: list[int] = []
        run_words = 0
        gap = 0  # blocks since the run's last paragraph
        for index in range(len(self)):
            if index in self.apart:
                continue
            gap += 1
            if not self.is_prose(index):
                continue
            if run and gap > _GAP_IN_CORE + 1:
                run, run_words = [], 0
            gap = 0
            run.append(index)
            run_words += self.words[index]
            if run_words > best_words:
                best, best_words = run, run_words
        return frozenset(best)

    def is_prose(self, index: int) -> bool:
        """Whether a block reads like a paragraph of an article."""
        return self.words[index] >= PROSE_WORDS and self.texts[index].endswith(ENDS)

    def is_sentence(self, index: int) -> bool:
        """Whether a block of some words ends like a sentence."""
        return self.words[index] >= SENTENCE_WORDS and self.texts[index].endswith(ENDS)


@dataclass(frozen=True, eq=False)
class Left:
    """The blocks that still have words in the body, in order; what earlier rules took is not in it.

    `settled` are blocks that stay whatever rules find. A rule reads it and cannot change it: only
    the ledger takes (`cleaning.ledger`).
    """

    indices: tuple[int, ...]
    settled: frozenset[int] = frozenset()

    @cached_property
    def _all(self) -> frozenset[int]:
        return frozenset(self.indices)

    def __contains__(self, index: int) -> bool:
        return index in self._all

    def __iter__(self) -> Iterator[int]:
        return iter(self.indices)

    def holds(self, index: int) -> bool:
        """Whether words of a block are in the body, be they open to rules or not."""
        return index in self._all or index in self.settled


def once_a_page(
    find: Callable[Concatenate[Page, Given], Found],
) -> Callable[Concatenate[Page, Given], Found]:
    """The function with its first answer for each page kept.

    What stands in a page, such as its headline, is found by the first rule that asks; what rules
    take afterwards does not change it.
    """
    answers: WeakKeyDictionary[Page, Found] = WeakKeyDictionary()

    def answer(page: Page, /, *args: Given.args, **kwargs: Given.kwargs) -> Found:
        if page not in answers:
            answers[page] = find(page, *args, **kwargs)
        return answers[page]

    answer.__doc__ = find.__doc__
    return answer
