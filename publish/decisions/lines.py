"""What is decided of lines, written into a source's table: nothing twice, and nothing on top.

An edit of a line that an earlier decision made changes that decision, and one that takes it back
takes the decision out. So the file says what became of each line of the source, not how.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from dataclasses import replace
from typing import Any, Protocol

from publish.decisions.spelling import (
    added,
    entry_of_edit,
    entry_of_insert,
    entry_of_remark,
    key_of_insert,
    key_of_remark,
    names_of,
    passage_of,
    string,
)
from publish.model.article import LineEdit, LineInsert, LineRemark, Passage
from publish.model.passages import key_of
from publish.model.walk import digest_of, folded

__all__ = ["PLAIN", "Entries", "Wording"]


class Wording(Protocol):
    """What Markdown says: who writes decisions of lines needs a reader of it."""

    def lines(self, markdown: str) -> tuple[str, ...]:
        """The words of each line of a piece."""

    def edited(self, markdown: str, line: Passage, now: str) -> str:
        """The piece with that line of it as `now`; "" takes it out."""

    def beside(self, markdown: str, line: Passage, text: str, *, before: bool) -> str:
        """The piece with blocks behind that line of it, or before it."""

    def original(self, passage: Passage, nth: int) -> str | None:
        """A line of the cleaned article, in Markdown; None where no line is meant, or not known."""

    def is_plain(self, markdown: str, words: str) -> bool:
        """Whether a piece says these words, without any marks."""


class _Plain:
    """Markdown taken for what it is in the simplest case: the words of one line."""

    def lines(self, markdown: str) -> tuple[str, ...]:
        return (markdown,)

    def edited(self, markdown: str, line: Passage, now: str) -> str:  # noqa: ARG002 # there is one
        return now

    def beside(self, markdown: str, line: Passage, text: str, *, before: bool) -> str:  # noqa: ARG002
        return f"{text}\n\n{markdown}" if before else f"{markdown}\n\n{text}"

    def original(self, passage: Passage, nth: int) -> str | None:  # noqa: ARG002 # not known
        return None

    def is_plain(self, markdown: str, words: str) -> bool:
        return folded(markdown) == folded(words)


PLAIN: Wording = _Plain()


class Entries:
    """The lists of one source's table that speak of lines, as tomlkit holds them.

    `made` are the words of the lines that decisions which stood there before have made: those that
    are written now speak of the article as it was.
    """

    def __init__(self, table: MutableMapping[str, Any], wording: Wording) -> None:
        self._table = table
        self._wording = wording
        self._made = self._made_before()
        self._moving: set[str] = set()  # digests of lines that stood elsewhere, as is said already
        self._changed = frozenset().union(*map(names_of, table.get("edit", ())))
        self._places = {
            key_of(str(entry.get(side, "")))
            for entry in table.get("insert", ())
            for side in ("after", "before")
        } - {""}

    def _made_before(self) -> dict[str, tuple[str, Any]]:
        made: dict[str, tuple[str, Any]] = {}
        for name, key in (("edit", "now"), ("insert", "text")):
            for entry in self._table.get(name, ()):
                for line in self._wording.lines(str(entry.get(key, ""))):
                    if found := key_of(line):
                        made.setdefault(found, (name, entry))
        return made

    def edit(self, edits: Iterable[LineEdit]) -> None:
        """Lines that read otherwise."""
        known: dict[tuple[str, int], Any] = {}
        for entry in self._table.get("edit", ()):
            for name in names_of(entry):
                known[name, int(entry.get("nth", 0))] = entry
        for each in edits:
            own = names_of({"text": each.passage.text, "digest": each.passage.digest})
            same = next((known[n, each.nth] for n in own if (n, each.nth) in known), None)
            if same is not None and str(same["now"]) == each.now:
                continue
            if not self._is_of_source(each.passage, each.nth) and self._edit_made(
                each.passage, each.now
            ):
                continue
            if same is None:
                entry = added(self._table, "edit", entry_of_edit(each))
                known.update({(name, each.nth): entry for name in own})
            else:
                self._say(same, each.now, self._wording.original(each.passage, each.nth))

    def strip(self, passage: Passage) -> Passage | None:
        """A passage that goes: what of the source is to be stripped for it, if anything is.

        A line beside which something is put in goes by an edit, as does a block of which a decision
        made a part: cleaning, which strips, would leave no place and does not know the words.
        """
        key = key_of(passage.text)
        name, entry = self._made.get(key, ("", None))
        said_before = passage.digest in self._moving
        if entry is not None and not said_before and not self._is_of_source(passage):
            if name != "edit" or not self._is_one(entry) or self._holds_place(str(entry["text"])):
                self._edit_made(passage, "")
                return None
            self._take_out("edit", entry)
            return replace(passage_of(entry), whole=passage.whole)
        own = names_of({"text": passage.text, "digest": passage.digest})
        if any(names_of(entry) & own for entry in self._table.get("strip", ())):
            return passage
        passage = self._as_of_source(passage)
        key = key_of(passage.text)
        made = any(each in key for each in self._made)
        if self._holds_place(passage.text) or (made and not self._is_of_source(passage)):
            self.edit([LineEdit(passage, "")])
            return None
        return passage

    def _is_one(self, entry: Any) -> bool:
        """Whether an edit makes one line of one."""
        return len(self._wording.lines(str(entry["now"]))) == 1 and not entry.get("nth")

    def _is_of_source(self, passage: Passage, nth: int = 0) -> bool:
        """Whether a line is one that the source has, and that reads so still."""
        if self._wording.original(passage, nth) is None:
            return False
        return key_of(passage.text) not in self._made or self._changed.isdisjoint(
            names_of({"text": passage.text, "digest": passage.digest})
        )

    def _as_of_source(self, passage: Passage) -> Passage:
        """A block by the words that the source has for it, where edits made lines of it."""
        if not passage.whole or self._is_of_source(passage):
            return passage
        text = folded(passage.text)
        for name, entry in self._made.values():
            if name == "edit" and self._is_one(entry):
                now = folded(self._wording.lines(str(entry["now"]))[0])
                text = text.replace(now, folded(str(entry.get("text", ""))))
        return (
            passage
            if text == folded(passage.text)
            else replace(passage, text=text, digest=digest_of(text))
        )

    def _holds_place(self, text: str) -> bool:
        """Whether something is put in beside these words, or beside a line of them."""
        key = key_of(text)
        return any(each in key for each in self._places)

    def inside(self, inserts: Iterable[LineInsert]) -> list[LineInsert]:
        """Put blocks into what earlier decisions made, where they stand beside lines of that.

        Comes before all edits. The others are returned; beside an edited line they are beside that
        of the source, whatever it reads later.
        """
        inserts = list(inserts)
        said = set(map(key_of_insert, self._table.get("insert", ())))
        self._moving = {
            each.origin for each in inserts if key_of_insert(entry_of_insert(each)) in said
        } - {""}
        left: list[LineInsert] = []
        into: list[tuple[str, Any, Passage, LineInsert]] = []
        for each in inserts:
            beside = each.after or each.before
            found = self._made.get(key_of(beside.text)) if beside else None
            known = beside is None or self._is_of_source(beside, each.nth)
            if beside is not None and found is None and not known:
                source = self._as_of_source(beside)
                after, before = (source, None) if each.after else (None, source)
                left.append(replace(each, after=after, before=before))
            elif beside is None or found is None or known:
                left.append(each)
            elif found[0] == "edit" and self._is_one(found[1]):
                source = passage_of(found[1])
                source = replace(source, whole=source.whole or beside.whole)
                after, before = (source, None) if each.after else (None, source)
                left.append(replace(each, after=after, before=before, nth=0))
            else:
                into.append((*found, beside, each))
        # The last first behind a line, so that the first comes to stand right behind it.
        for name, entry, beside, each in (
            *(one for one in into if one[3].before),
            *(one for one in reversed(into) if not one[3].before),
        ):
            self._insert_into(name, entry, beside, each)
        self._places = {
            *self._places,
            *(key_of(side.text) for each in left if (side := each.after or each.before)),
        } - {""}
        return left

    def _insert_into(self, name: str, entry: Any, line: Passage, insert: LineInsert) -> None:
        key = "now" if name == "edit" else "text"
        piece = str(entry[key])
        if set(self._wording.lines(insert.text)) <= set(self._wording.lines(piece)):
            return
        before = insert.after is None
        entry[key] = string(self._wording.beside(piece, line, insert.text, before=before))

    def _edit_made(self, passage: Passage, now: str) -> bool:
        """Whether a decision that stood there made this line; it then makes another."""
        found = self._made.get(key_of(passage.text))
        if found is None:
            return False
        name, entry = found
        key = "now" if name == "edit" else "text"
        said = self._wording.edited(str(entry[key]), passage, now)
        if name == "edit":
            passage = Passage(str(entry.get("digest", "")), str(entry.get("text", "")))
            self._say(entry, said, self._wording.original(passage, int(entry.get("nth", 0))))
        elif said.strip():
            entry[key] = string(said)
        else:
            self._take_out(name, entry)
        for line in self._wording.lines(said):
            self._made.setdefault(key_of(line), found)
        return True

    def _say(self, entry: Any, now: str, original: str | None) -> None:
        """An edit says something else; one that says what stood there first goes."""
        if str(entry.get("now")) == now:
            return
        if original is None:
            back = self._wording.is_plain(now, str(entry.get("text", "")))
        else:
            back = folded(now) == folded(original)
        if back:
            self._take_out("edit", entry)
        else:
            entry["now"] = string(now)

    def insert(self, inserts: Iterable[LineInsert]) -> None:
        """Blocks that are put in: of several at one place the first stands first.

        What is new behind a line stands right behind it, so before what was put in there earlier.
        """
        before = list(self._table.get("insert", ()))
        known = set(map(key_of_insert, before))
        first: dict[tuple[object, ...], Any] = {}
        for entry in before:
            first.setdefault(key_of_insert(entry)[:-1], entry)
        for each in inserts:
            said = entry_of_insert(each)
            if (key := key_of_insert(said)) in known:
                continue
            known.add(key)
            earlier = None if each.before else first.get(key[:-1])
            added(self._table, "insert", said, before=earlier)

    def remark(self, remarks: Iterable[LineRemark]) -> None:
        """Comments; one that stands there already may be resolved since, or open again."""
        known = {key_of_remark(each): each for each in self._table.get("remark", ())}
        for each in remarks:
            said = entry_of_remark(each)
            entry = known.get(key := key_of_remark(said))
            if entry is None:
                known[key] = added(self._table, "remark", said)
            elif bool(entry.get("resolved", False)) != each.resolved:
                entry["resolved"] = each.resolved

    def settle(self, digests: Iterable[str]) -> None:
        """Comments of ours that somebody resolved."""
        import tomlkit

        for digest in digests:
            if digest in self._table.get("settled", ()):
                continue
            if "settled" not in self._table:
                self._table["settled"] = tomlkit.array().multiline(multiline=True)
            elif isinstance(self._table["settled"], str):
                self._table["settled"] = [str(self._table["settled"])]
            self._table["settled"].append(digest)

    def _take_out(self, name: str, entry: Any) -> None:
        held = self._table[name]
        at = next((at for at, each in enumerate(held) if each is entry), None)
        if at is not None:
            del held[at]
