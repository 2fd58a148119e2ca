"""Front matter of a Markdown file into hints: YAML, TOML, JSON, and what was meant to be.

Only plain values are read. YAML comes through a loader that builds nothing but texts, lists and
tables, and refuses anchors and aliases, by which a small file becomes a large one. What is not
valid is read key by key, so that a colon in a title costs neither the title nor the other keys.
Source: docs/reliability.md row 26.
"""

from __future__ import annotations

import datetime
import itertools
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from publish.model.article import Hints, Note
from publish.model.tree import Origin
from publish.readers.front_fields import Value, hints_of, is_known

_LARGEST = 65_536  # characters
_DEEPEST = 20  # brackets or indents of YAML
_FENCE = re.compile(
    r"(-{3,}|\+{3,}|;{3,}|—-?)[ \t]*+(yaml|toml|json)?[ \t]*+(?:(?<=[ \t])#.*)?"
)  # dashes of word processors
_KINDS = {"-": "yaml", "—": "yaml", "+": "toml", ";": "json"}
_COMMENTS = re.compile(r"(?:<!--(?:(?!-->).){0,2000}-->\s*)+", re.DOTALL)
_KEY = re.compile(r"([\"']?)([^\W_][\w.;-]*(?: [\w.;-]+){0,3})\1[ \t]*([:=])(?=\s|$)[ \t]*")
_PERCENT = re.compile(r"%[^\W\d_].*\n%[^%\s]")
_AS_KEYS = re.compile(r"^(?:#\+)?(\w[\w-]*)::?(?=\s)")  # of Logseq and Org
_SECTION = re.compile(r"\[+[\w.-]+\]+$")  # of TOML
_BELOW = re.compile(
    r"[ \t]+\S|-(?:[ \t]|$)|[\]})#]|\[+[\w.-]+\]+$|\.\.\.$"
)  # a line that belongs to a key above

NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says, and the number of lines it takes at the file's start.

    `headline` is the number of the line among them that is the article's own, or 0.
    """

    hints: Hints = NO_HINTS
    lines: int = 0
    notes: tuple[Note, ...] = ()
    headline: int = 0


def front_matter_of(text: str) -> FrontMatter:
    """The front matter; of what is none no lines, so that the text stays a text."""
    blank = len(text) - len(text.lstrip(" \t\n"))
    if comments := _COMMENTS.match(text, blank):
        blank = comments.end()
    above = text.count("\n", 0, blank)
    lines = text[: blank + _LARGEST].split("\n")[above:]
    first = lines[0].rstrip()
    if fence := _FENCE.fullmatch(first):
        return _fenced(fence[2] or _KINDS[first[0]], fence[1], lines, above)
    if first.startswith("{"):
        return _json(text[blank : blank + _LARGEST], above)
    if first.startswith("% ") or (first[:1] == "%" and _PERCENT.match("\n".join(lines[:2]))):
        return _percent(lines, above)
    if first.startswith("# "):
        return _below_headline(lines, above)
    return _bare(lines, above)


def _fenced(kind: str, fence: str, lines: Sequence[str], above: int) -> FrontMatter:
    """Between two fences; without the second one it ends at the first blank line."""
    ends = (fence, "..." if kind == "yaml" else fence)
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() in ends), 0)
    if end and (found := _valid(kind, lines[1:end], above + 1)) is not None:
        return found
    size = _size(lines[1 : end or None], kind)
    if not size:
        return FrontMatter()
    whole = bool(end) and not "".join(lines[1 + size : end]).strip()
    values, odd = _by_key(lines[1 : 1 + size], kind)
    if not (any(map(is_known, values)) or (whole and lines[1].strip() and _keys_are_plain(values))):
        return FrontMatter()
    said = "has no end" if not whole else f"is not valid {kind.upper()}: {odd}"
    last = above + (end if whole else size) + 1
    message = f"front matter {said.removesuffix(': ')}; it was read key by key"
    note = Note("front-matter.broken", message, Origin(above + 1, last))
    return FrontMatter(hints_of(values), last, (note,))


def _valid(kind: str, inner: Sequence[str], above: int) -> FrontMatter | None:
    """What is valid and made of keys, or holds nothing."""
    body = "\n".join(inner)
    try:
        values = _READ[kind](body)
    except ValueError:
        return None
    if body.strip() and not _keys_are_plain(values):
        return None
    if inner and not inner[0].strip() and not any(map(is_known, values)):
        return None  # a text between two thematic breaks
    return FrontMatter(hints_of(values), above + len(inner) + 1)


def _keys_are_plain(values: dict[str, Value]) -> bool:
    """Whether the keys are names of things, not beginnings of sentences with a colon in them."""
    single = sum(" " not in str(key).strip() for key in values)
    few = all(len(str(key).split()) <= 4 for key in values)
    return few and 2 * single >= max(len(values), 1)


def _size(lines: Sequence[str], kind: str) -> int:
    """How many of the lines are keys and what belongs to them; prose behind a blank line ends it.

    The first must be a key. `=` is a sign between key and value in TOML alone.
    """
    sign = ":" if kind == "yaml" else "="
    size = 0
    for filled, group in itertools.groupby(enumerate(lines), lambda each: bool(each[1].strip())):
        run = list(group)
        keys = [_KEY.match(line.lstrip()) for _, line in run]
        belongs = [
            (key is not None and key[3] == sign) or _BELOW.match(line) is not None
            for key, (_, line) in zip(keys, run, strict=True)
        ]
        # What is right below a value may be its second line; a new run must be all of keys.
        if filled and not (all(belongs) if size else belongs[0]):
            break
        size = run[-1][0] + 1 if filled else size
    return size


def _by_key(lines: Sequence[str], kind: str) -> tuple[dict[str, Value], str]:
    """Each key's lines read alone, and the first key whose value had to be taken as it stands."""
    values: dict[str, Value] = {}
    odd = ""
    for part in _parts(lines, nested=False):
        if kind == "yaml" and (read := _read("\n".join(part))):
            values |= read
            continue
        odd = odd or part[0].strip()[:60]
        for inner in _parts(part, nested=True):
            values |= _plainly(inner)
    return values, odd


def _parts(lines: Sequence[str], *, nested: bool) -> Iterator[list[str]]:
    """Runs of lines that begin with a key: at the margin, or `nested` wherever a key begins."""
    part: list[str] = []
    for tabbed in lines:
        line = re.sub(r"^[ \t]+", lambda found: found[0].expandtabs(2), tabbed).rstrip()
        if part and (_KEY.match(line.lstrip() if nested else line) or _SECTION.match(line)):
            yield part
            part = []
        if line.strip():
            part.append(line)
    if part:
        yield part


def _plainly(lines: Sequence[str]) -> dict[str, Value]:
    """A key with its value as YAML where that is valid, else the words as they stand."""
    found = _KEY.match(lines[0].strip())
    if found is None:
        return {}
    rest = lines[0].strip()[found.end() :]
    if read := _read("\n".join((f"{found[2]}: {rest}", *lines[1:]))):
        return read
    items = [line.strip() for line in lines[1:]]
    if not rest and items and all(item.startswith("-") for item in items):
        return {found[2]: [_unquoted(item[1:]) for item in items]}
    return {found[2]: _unquoted(" ".join((rest, *items)))}


def _read(body: str) -> dict[str, Value]:
    """The table of valid YAML, else an empty one."""
    try:
        return _yaml(body)
    except ValueError:
        return {}


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) < 2 or text[0] != text[-1] or text[0] not in "\"'":
        return text
    inner = re.search(rf"\W{text[0]}|{text[0]}(?!\w)", text[1:-1])  # no apostrophe
    return text if inner and inner[0][0] == text[0] else text[1:-1]


def _json(text: str, above: int) -> FrontMatter:
    """A table in JSON that stands alone; anything else in braces is text."""
    try:
        loaded, end = json.JSONDecoder().raw_decode(text)
        values = _plain(loaded)
    except (ValueError, RecursionError):
        return _broken_json(text.split("\n"), above)
    rest = text[end:].partition("\n")[0]
    if not isinstance(values, dict) or rest.strip() or not any(map(is_known, values)):
        return FrontMatter()
    return FrontMatter(hints_of(values), above + text.count("\n", 0, end) + 1)


def _broken_json(lines: Sequence[str], above: int) -> FrontMatter:
    """A key a line between braces that stand alone, such as with a comma too many."""
    end = next((at for at, line in enumerate(lines) if line.rstrip() == "}"), 0)
    inner = [line.strip().removesuffix(",") for line in lines[1:end]]
    keys = [_KEY.match(line) for line in inner if line]
    if lines[0].strip() != "{" or not all(keys) or not keys:
        return FrontMatter()
    values, odd = _by_key(inner, "yaml")
    if not any(map(is_known, values)):
        return FrontMatter()
    said = f"front matter is not valid JSON{f': {odd}' if odd else ''}; it was read key by key"
    note = Note("front-matter.broken", said, Origin(above + 1, above + end + 1))
    return FrontMatter(hints_of(values), above + end + 1, (note,))


def _percent(lines: Sequence[str], above: int) -> FrontMatter:
    """Pandoc's: title, authors and date, each behind a percent sign; a longer one is indented."""
    parts: list[str] = []
    size = 0
    for line in lines:
        if line.startswith("%") and len(parts) < 3:
            parts.append(line[1:].strip())
        elif line.startswith((" ", "\t")) and line.strip():
            parts[-1] += ("; " if len(parts) == 2 else " ") + line.strip()
        else:
            break
        size += 1
    values: dict[str, Value] = dict(zip(("title", "author", "date"), parts, strict=False))
    return FrontMatter(hints_of(values), above + size)


def _bare(lines: Sequence[str], above: int) -> FrontMatter:
    """MultiMarkdown's: keys without a fence, two of which are known, one of them the title."""
    size = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    lines = [_AS_KEYS.sub(r"\1:", line) for line in lines[:size]]
    keys = [_KEY.match(line) for line in lines[:size] if line[:1] not in (" ", "\t")]
    names = [key[2] if key and key[3] == ":" else "" for key in keys]
    if sum(map(is_known, names)) < 2 or not all(names) or "title" not in map(str.lower, names):
        return FrontMatter()
    return FrontMatter(hints_of(_by_key(lines[:size], "yaml")[0]), above + size)


def _below_headline(lines: Sequence[str], above: int) -> FrontMatter:
    """Keys as Notion writes them below the headline, two of which are known; they are on record."""
    first = next((at for at, line in enumerate(lines) if at and line.strip()), len(lines))
    if first == len(lines) or not _KEY.match(lines[first]):
        return FrontMatter()
    found = _bare(("title: -", *lines[first:]), 0)
    if not found.lines:
        return FrontMatter()
    last = above + first + found.lines - 1
    said = " | ".join(line.strip() for line in lines[first : last - above])
    note = Note(
        "front-matter.below",
        f"lines below the headline were read as its front matter: {said[:400]}",
        Origin(above + first + 1, last),
    )
    return FrontMatter(replace(found.hints, title=()), last, (note,), above + 1)


def _yaml(body: str) -> dict[str, Value]:
    """The table; raises ValueError for broken YAML, anchors, and depth."""
    depth = 0
    try:
        for event in yaml.parse(body, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise ValueError("YAML with anchors or aliases")
            if depth > _DEEPEST:
                raise ValueError("nests too deep")
        loaded = yaml.load(body, Loader=yaml.BaseLoader)  # noqa: S506 # builds texts only
    except yaml.YAMLError as error:
        raise ValueError("not valid YAML") from error
    except RecursionError as error:
        raise ValueError("nests too deep") from error
    return loaded if isinstance(loaded, dict) else {}


def _toml(body: str) -> dict[str, Value]:
    """The table; raises ValueError for broken TOML."""
    if body.count("[") + body.count("{") > 1_000:
        raise ValueError("nests too deep")
    try:
        loaded = tomllib.loads(body)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError("not valid TOML") from error
    return {key: _plain(value) for key, value in loaded.items()}


def _json_table(body: str) -> dict[str, Value]:
    """The table; raises ValueError for broken JSON."""
    try:
        loaded = _plain(json.loads(body))
    except RecursionError as error:
        raise ValueError("nests too deep") from error
    if not isinstance(loaded, dict):
        raise ValueError("not a table")
    return loaded


_READ = {"yaml": _yaml, "toml": _toml, "json": _json_table}


def _plain(value: object) -> Value:
    """A value of TOML or JSON as YAML's base loader would give it."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)
