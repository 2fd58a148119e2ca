"""The pages that only an e-book has: a frame for them, and the cover."""

from __future__ import annotations

from markupsafe import Markup

from publish.compose.views import Labels
from publish.writers.epub.cover import CoverWords
from publish.writers.xhtml.folder import STYLE_SHEET, Folder

_FRAME = Markup("""\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="{sheet}"/>
</head>
<body>
<main{kind}>
{inner}
</main>
</body>
</html>
""")
_LONG_TITLE, _LONGEST_TITLE = 60, 140  # characters: six lines on a telephone


def framed(folder: Folder, title: str, inner: Markup, kind: str = "") -> bytes:
    """A whole page in the book's language with its style sheet."""
    facts = folder.facts
    html = _FRAME.format(
        language=facts.languages[0],
        direction=facts.direction,
        title=title,
        sheet=STYLE_SHEET,
        kind=Markup(' class="{}"').format(kind) if kind else "",
        inner=inner,
    )
    return html.encode()


def cover_page(folder: Folder, words: CoverWords, labels: Labels) -> bytes:
    """The cover as text: it wraps, grows and is read aloud, in any script."""
    lines = []
    if words.outlet:
        lines.append(Markup('<p class="outlet">{}</p>').format(words.outlet))
    size = _size(words.title)
    kind = Markup(' class="{}"').format(size) if size else ""
    lines.append(Markup("<h1{}>{}</h1>").format(kind, words.title))
    foot = [Markup("<p>{}</p>").format(each) for each in (words.authors, words.date) if each]
    if foot:
        lines.append(Markup('<div class="cover-foot">\n{}\n</div>').format(_joined(foot)))
    return framed(folder, labels.get("cover", "Cover"), _joined(lines), "cover")


def _joined(lines: list[Markup]) -> Markup:
    return Markup("\n").join(lines)


def _size(title: str) -> str:
    if len(title) > _LONGEST_TITLE:
        return "longest"
    return "long" if len(title) > _LONG_TITLE else ""
