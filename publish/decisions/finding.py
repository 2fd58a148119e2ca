"""Where in a decisions.toml an entry of a list stands: TOML's reader keeps no places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.toml import header_of, says

__all__ = ["line_of_entry"]

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[{}\[\]]',
    re.DOTALL,
)


def line_of_entry(lines: Sequence[str], name: str, key: str, number: int) -> int:
    """The line, from 1, on which entry `number`, from 1, of a source's list begins; 0 for none."""
    inside, found = False, 0
    for at, line in enumerate(lines, 1):
        header = header_of(line)
        if header:
            inside = header[:1] == [name]
            found += header[:2] == [name, key]  # [["a.txt".edit]]
            if found == number and header[:2] == [name, key]:
                return at
        elif (inside or name in line) and says(line, key) and "[" in line:
            begins = line.index("[", line.index(key))
            text = "\n".join((line[begins:], *lines[at:]))
            return _nth(text, number, at)
    return 0


def _nth(text: str, number: int, line: int) -> int:
    """The line of the entry of this number in an array that begins the text."""
    depth = count = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in ("{", "["):
            depth += 1
            count += depth == 2
            if count == number and depth == 2:
                return line + text.count("\n", 0, token.start())
        elif sign in ("}", "]"):
            depth -= 1
            if not depth:
                break
    return 0
