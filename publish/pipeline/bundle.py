"""The articles of a job bound into an edition, in their order and under their headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate

from publish.files import digest
from publish.model.article import Article, Note, Source
from publish.model.clean import clean_name
from publish.model.edition import Edition
from publish.model.sketch import Originals, sketch_of, spelt
from publish.model.walk import folded
from publish.pipeline.job import About, Binding, Job

DUPLICATE = "source.duplicate"
"""The code of a note on an article that is the same as another of the run."""


def said_of_copy(original: str, *, unique: bool) -> Note:
    """The note on an article that is the same as one before it, printed or not."""
    message = f"the same article as {clean_name(original)}"
    return Note(DUPLICATE, f"not printed: {message}" if unique else message)


class Bundle:
    """Takes the articles of a job one by one; that of a job of one is an edition, too."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._binding = job.binding or Binding("")
        self._several = len(job.sources) > 1
        self._articles: list[Article] = []
        self._own: list[Mapping[str, str]] = []
        self._digests: list[str] = []
        self._attachments: dict[str, bytes] = {}
        self._taken: list[bool] = []
        self._sketches: dict[str, str] = {}
        self._originals = Originals(self._sketches.__getitem__)
        self.sketch = ""
        """Of the only article of a job, as text."""
        self.notes_on_last: tuple[Note, ...] = ()
        """Those of the article that was added last, among several each with its name."""

    def add(self, article: Article, source: Source, own: Mapping[str, str], file: str) -> None:
        """Take the next article; `own` are its options of the layout, `file` its name as a file.

        With `Binding.unique` one that is the same as one before it is left out.
        """
        sketch = spelt(sketch_of(article))
        if not self._several:
            self.sketch = sketch
        copied = self._note_on_copy(sketch) if self._several else ()
        is_taken = not (copied and self._binding.unique)
        self._taken.append(is_taken)
        notes = (*copied, *article.notes) if is_taken else copied
        self.notes_on_last = _named(article.name, notes) if self._several else notes
        if not is_taken:
            return
        self._articles.append(article)
        self._digests.append(digest(source.data))
        self._own.append(own)
        if self._job.recipe.attach_source:
            name = _unlike(file, self._attachments)
            self._attachments[name] = source.data

    @property
    def has_last(self) -> bool:
        """Whether the last article is among those that are printed."""
        return self._taken[-1]

    @property
    def options(self) -> Mapping[str, str]:
        """What the only article of a job sets for its layout; of several none sets any of these."""
        return {} if self._several else self._own[0]

    def edition(self) -> Edition:
        """The articles as an edition, each section in its order."""
        binding, articles = self._binding, self._articles
        own = [self._kept(each) if self._several else {} for each in self._own]
        sections = tuple(self._sections())
        order = self._in_order([size for _, size in sections])
        return Edition.of(
            *(articles[index] for index in order),
            title=binding.title,
            moment=self._job.recipe.moment,
            attachments=self._attachments,
            subtitle=binding.subtitle,
            language=binding.language,
            cover=binding.cover,
            sections=sections,
            own_options=tuple(own[index] for index in order) if any(own) else (),
            digests=tuple(self._digests[index] for index in order),
        )

    def _note_on_copy(self, sketch: str) -> tuple[Note, ...]:
        number = str(len(self._taken))  # names of several folders may be the same
        self._sketches[number] = sketch
        original = self._originals.of(number)
        if not original:
            return ()
        name = self._job.sources[int(original)].name
        return (said_of_copy(name, unique=self._binding.unique),)

    def _sections(self) -> Iterator[tuple[str, int]]:
        """The headings with how many articles are printed under each; none over nothing."""
        ends = accumulate(size for _, size in self._binding.sections)
        for (heading, size), end in zip(self._binding.sections, ends, strict=True):
            if count := sum(self._taken[end - size : end]):
                yield heading, count

    def _kept(self, own: Mapping[str, str]) -> Mapping[str, str]:
        """Of an article's options those that the command line does not set."""
        return {key: value for key, value in own.items() if key not in self._job.recipe.set}

    def _in_order(self, sizes: list[int]) -> list[int]:
        """The articles' places as they are printed; those without a date come last."""
        articles, by_date = self._articles, self._binding.by_date
        order = list(range(len(articles)))
        if not by_date:
            return order
        made: list[int] = []
        for size in sizes or [len(order)]:
            part = order[len(made) : len(made) + size]
            dated = [index for index in part if articles[index].published]
            made += sorted(dated, key=lambda i: articles[i].published, reverse=by_date == "-date")
            made += [index for index in part if not articles[index].published]
        return made


def about(edition: Edition) -> About:
    """What a list of results says of an edition."""
    outlets = dict.fromkeys(article.outlet for article in edition.articles)
    outlet = next(iter(outlets)) if len(outlets) == 1 else ""
    return About(*map(folded, (edition.plain_title, edition.date, outlet, edition.language)))


def _unlike(name: str, taken: Mapping[str, bytes]) -> str:
    """A name that none of these has: two folders may hold sources of one name."""
    stem, dot, ending = name.rpartition(".") if "." in name[1:] else (name, "", "")
    made, count = name, 1
    while made in taken:
        count += 1
        made = f"{stem}-{count}{dot}{ending}"
    return made


def _named(name: str, notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(replace(note, message=f"{name}: {note.message}") for note in notes)
