"""What stands behind the sign of a fence: a language, options of many programs, or words."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Info", "info_of"]

_LANGUAGE = re.compile(r"[.=]?((?:\w[\w+#./-]*)?)")
_DIRECTIVE = re.compile(r"\{code(?:-block|-cell)?\}\s*")  # of MyST
_OPTION = re.compile(
    r"\{[^{}]*\}|(?<![\w.:-])[\w.:-]++\s*+=\s*+(?:\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]|[^\s{},\"'\[\]]+)"
    r"|(?<![\w.])[.#][\w-]+|/[^/\s]+/|\b\d[\d-]*\b"
    r"|\b(?:(?:show|no)?line_?numbers|lineno?s|linenums|live|(?:no)?(?:wrap|copy))\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"""(?:title|file_?name|caption)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s{}"']+))""")


class Info(NamedTuple):
    """The language, the title that a site sets over the program, and all options as they stand."""

    language: str
    title: str = ""
    options: str = ""


def info_of(said: str) -> Info | None:
    """What is said of a program; None for words that are none of a program's options."""
    said = _DIRECTIVE.sub("", said)
    if len(said.split()) < 2 and "{" not in said[1:]:
        return Info(said.strip("{}."))
    within = said[1:-1].strip() if said.startswith("{") and said.endswith("}") else said
    found = _LANGUAGE.match(within)
    rest = within[found.end() :] if found is not None else within
    if found is None or _OPTION.sub("", rest).strip(" ,:\t"):
        return None
    options = rest.strip(" ,:\t")
    title = _TITLE.search(options)
    return Info(found[1], title[title.lastindex or 1] if title else "", options)
