"""What is decided of lines, written into a source's table: nothing twice, and nothing on top.

An edit of a line that an earlier decision made changes that decision, and one that takes it back
takes the decision out. So the file says what became of each line of the source, not how.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from typing import Any, Protocol

from publish.model.article import LineEdit, LineInsert, LineRemark, Passage
from publish.model.passages import key_of
from publish.model.walk import digest_of, folded

__all__ = ["PLAIN", "Entries", "Wording", "added", "names_of"]


class Wording(Protocol):
    """What Markdown says: who writes decisions of lines needs a reader of it."""

    def lines(self, markdown: str) -> tuple[str, ...]:
        """The words of each line of a piece."""

    def edited(self, markdown: str, line: str, now: str) -> str:
        """The piece with that line of it as `now`; "" takes it out."""

    def beside(self, markdown: str, line: str, text: str, *, before: bool) -> str:
        """The piece with blocks behind that line of it, or before it."""

    def original(self, passage: Passage, nth: int) -> str | None:
        """A line of the cleaned article, in Markdown; None where no line is meant, or not known."""

    def is_plain(self, markdown: str, words: str) -> bool:
        """Whether a piece says these words, without any marks."""


class _Plain:
    """Markdown taken for what it is in the simplest case: the words of one line."""

    def lines(self, markdown: str) -> tuple[str, ...]:
        return (markdown,)

    def edited(self, markdown: str, line: str, now: str) -> str:  # noqa: ARG002 # there is one
        return now

    def beside(self, markdown: str, line: str, text: str, *, before: bool) -> str:  # noqa: ARG002
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
            original = self._wording.original(each.passage, each.nth)
            if same is not None:
                self._say(same, each.now, original)
            elif original is not None or not self._edit_made(each.passage, each.now):
                entry = self._add("edit", _of_edit(each))
                known.update({(name, each.nth): entry for name in own})

    def strip(self, passage: Passage) -> Passage | None:
        """A passage that goes: what of the source is to be stripped for it, if anything is.

        A line beside which something is put in goes by an edit, as does a block of which a decision
        made a part: cleaning, which strips, would leave no place and does not know the words.
        """
        key = key_of(passage.text)
        name, entry = self._made.get(key, ("", None))
        if self._wording.original(passage, 0) is None and entry is not None:
            if name != "edit" or not self._is_one(entry) or self._holds_place(str(entry["text"])):
                self._edit_made(passage, "")
                return None
            self._take_out("edit", entry)
            return replace(_passage_of(entry), whole=passage.whole)
        made = any(each in key for each in self._made)
        if self._holds_place(passage.text) or (made and not self._is_of_source(passage)):
            self.edit([LineEdit(passage, "")])
            return None
        return passage

    def _is_one(self, entry: Any) -> bool:
        """Whether an edit makes one line of one."""
        return len(self._wording.lines(str(entry["now"]))) == 1 and not entry.get("nth")

    def _is_of_source(self, passage: Passage) -> bool:
        return self._wording.original(passage, 0) is not None

    def _holds_place(self, text: str) -> bool:
        """Whether something is put in beside these words, or beside a line of them."""
        key = key_of(text)
        return any(each in key for each in self._places)

    def inside(self, inserts: Iterable[LineInsert]) -> list[LineInsert]:
        """Put blocks into what earlier decisions made, where they stand beside lines of that.

        Comes before all edits. The others are returned; beside an edited line they are beside that
        of the source, whatever it reads later.
        """
        left: list[LineInsert] = []
        for each in inserts:
            beside = each.after or each.before
            found = self._made.get(key_of(beside.text)) if beside else None
            known = beside is None or self._wording.original(beside, each.nth) is not None
            if beside is None or found is None or known:
                left.append(each)
            elif found[0] == "edit" and self._is_one(found[1]):
                source = _passage_of(found[1])
                after, before = (source, None) if each.after else (None, source)
                left.append(replace(each, after=after, before=before, nth=0))
            else:
                self._insert_into(*found, beside.text, each)
        self._places = {
            *self._places,
            *(key_of(side.text) for each in left if (side := each.after or each.before)),
        } - {""}
        return left

    def _insert_into(self, name: str, entry: Any, line: str, insert: LineInsert) -> None:
        key = "now" if name == "edit" else "text"
        piece = str(entry[key])
        if set(self._wording.lines(insert.text)) <= set(self._wording.lines(piece)):
            return
        before = insert.after is None
        entry[key] = _string(self._wording.beside(piece, line, insert.text, before=before))

    def _edit_made(self, passage: Passage, now: str) -> bool:
        """Whether a decision that stood there made this line; it then makes another."""
        found = self._made.get(key_of(passage.text))
        if found is None:
            return False
        name, entry = found
        key = "now" if name == "edit" else "text"
        said = self._wording.edited(str(entry[key]), passage.text, now)
        if name == "edit":
            passage = Passage(str(entry.get("digest", "")), str(entry.get("text", "")))
            self._say(entry, said, self._wording.original(passage, int(entry.get("nth", 0))))
        elif said.strip():
            entry[key] = _string(said)
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
            entry["now"] = _string(now)

    def insert(self, inserts: Iterable[LineInsert]) -> None:
        """Blocks that are put in."""
        known = {_key_of_insert(each) for each in self._table.get("insert", ())}
        for each in inserts:
            said = _of_insert(each)
            if (key := _key_of_insert(said)) not in known:
                known.add(key)
                self._add("insert", said)

    def remark(self, remarks: Iterable[LineRemark]) -> None:
        """Comments; one that stands there already may be resolved since, or open again."""
        known = {_key_of_remark(each): each for each in self._table.get("remark", ())}
        for each in remarks:
            said = _of_remark(each)
            entry = known.get(key := _key_of_remark(said))
            if entry is None:
                known[key] = self._add("remark", said)
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

    def _add(self, name: str, said: Mapping[str, object]) -> Any:
        return added(self._table, name, said)


def added(table: MutableMapping[str, Any], name: str, said: Mapping[str, object]) -> Any:
    """Put an entry behind the others: an inline table, or a table of its own as they are."""
    import tomlkit

    if name not in table:
        table[name] = tomlkit.array().multiline(multiline=True)
    in_tables = isinstance(table[name], tomlkit.items.AoT)
    entry: Any = tomlkit.table() if in_tables else tomlkit.inline_table()
    entry.update({k: _string(v) if isinstance(v, str) else v for k, v in said.items()})
    table[name].append(entry)
    return table[name][-1]


def _passage_of(entry: Mapping[str, object]) -> Passage:
    text = str(entry.get("text", ""))
    digest = str(entry.get("digest") or digest_of(text))
    return Passage(digest, text, whole=bool(entry.get("whole", False)))


def names_of(entry: Mapping[str, object], key: str = "text") -> frozenset[str]:
    """What an entry's passage is known by: its digest, and the key of its words."""
    text = str(entry.get(key, ""))
    return frozenset((str(entry.get("digest", "")), digest_of(text), key_of(text))) - _NAMELESS


_NAMELESS = frozenset(("", digest_of("")))


def _string(text: str) -> Any:
    """A text as a person would write it: lines below each other, no backslash twice."""
    import tomlkit

    if "\n" in text:
        return tomlkit.string(text, multiline=True)
    if "\\" in text and "'" not in text and text.isprintable():
        return tomlkit.string(text, literal=True)
    return tomlkit.string(text)


def _of_edit(edit: LineEdit) -> dict[str, object]:
    said = _worded("text", edit.passage)
    said["now"] = edit.now
    if edit.nth:
        said["nth"] = edit.nth
    return said | _told(edit.passage)


def _of_insert(insert: LineInsert) -> dict[str, object]:
    said: dict[str, object] = {}
    beside = insert.after or insert.before
    if beside is not None:
        side = "after" if insert.after else "before"
        said[side] = folded(beside.text) or beside.digest
    if insert.nth:
        said["nth"] = insert.nth
    said["text"] = insert.text
    if beside is not None and beside.text:
        said |= _told(beside)
    if insert.origin:
        said["origin"] = insert.origin
    return said


def _of_remark(remark: LineRemark) -> dict[str, object]:
    said: dict[str, object] = {}
    if remark.on is not None:
        said["on"] = folded(remark.on.text) or remark.on.digest
    said["author"] = remark.author
    if remark.date:
        said["date"] = remark.date
    said["text"] = remark.text
    if remark.re:
        said["re"] = remark.re
    if remark.resolved:
        said["resolved"] = True
    return said


def _worded(key: str, passage: Passage) -> dict[str, object]:
    return {key: folded(passage.text)} if passage.text else {}


def _told(passage: Passage) -> dict[str, object]:
    whole = {"whole": True} if passage.whole else {}
    return {"digest": passage.digest, **whole}


def _key_of_insert(entry: Mapping[str, Any]) -> tuple[object, ...]:
    side = "before" if "before" in entry else "after"
    beside = str(entry.get(side, ""))
    return side, key_of(beside), int(entry.get("nth", 0)), folded(str(entry.get("text", "")))


def _key_of_remark(entry: Mapping[str, Any]) -> tuple[str, ...]:
    said = (str(entry.get(key, "")) for key in ("author", "text", "re"))
    return key_of(str(entry.get("on", ""))), *map(folded, said), str(entry.get("date", ""))[:10]
