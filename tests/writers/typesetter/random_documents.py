"""Pages nobody would write: everything that HTML and CSS can put beside and inside each other.

`document(seed)` is the same page in every process. The words are made up; what matters is what
stands around them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Document", "document"]

_SYLLABLES = {
    "en": "ba con der est fi gra hol in ju ker lin mor ness o pre qui ran sto tion un ver "
    "war y zen",
    "de": "ab bau chen dorf ein fest ge haus isch keit land lich mit nach ord schaft stadt ung ver",
    "fr": "an bel cha dé eau fran gne hé il jou lais mai nou où père quoi ré son té ù ville",
    "ru": "бе вод го дом же за ист кон лес мир но ост при род сто тив уч фон хо цен ча ше",
    "ar": "با تم ثر جد حر خط در سم شع صن عل فر قد كت لم من نو هو يد",
    "he": "אב בר גד דל הר וי זה חם טוב יד כל לב מים נר סוף עם פה צל קר רב שם תל",
    "hi": "का की रा मे से ना ता पर है लो जन वर दे श्व प्र",
}
_IDEOGRAPHS = "中文字排版行内外上下左右東西南北山川日月火水木金土人大小高長新古書本語文章紙面頁"
_EMOJI = ("😀", "🚢", "🌧️", "👩‍🚒", "🇫🇮")
_QUOTES = (("“", "”"), ("„", "“"), ("« ", " »"), ("‘", "’"), ("(", ")"), ("[", "]"))
_LANGUAGES = ("en-US", "en", "de", "fr", "ru", "ar", "he", "hi")
_RIGHT_TO_LEFT = ("ar", "he")
_PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQAY3Y20AAAA"
    "AElFTkSuQmCC"
)

_COMMON = """
@page { size: 120mm 160mm; margin: 14mm 16mm 18mm;
  @top-center { content: string(title) } @bottom-right { content: counter(page) "/" counter(pages) }
  @footnote { border-top: .5pt solid; padding-top: 3pt } }
h1 { string-set: title content(); bookmark-level: 1 } h2 { bookmark-level: 2; break-after: avoid }
.note { float: footnote; font-size: 8pt } .left { float: left; width: 30% } .right { float: right }
.drop { float: left; font-size: 3em; line-height: .9; padding-right: 2pt }
.box { display: inline-block; width: 4em; border: 1pt solid; padding: 1pt }
.columns { columns: 2; column-gap: 12pt; column-rule: .5pt solid }
.flex { display: flex; gap: 6pt } .flex > * { flex: 1 } .grid { display: grid;
  grid-template-columns: 1fr 2fr; gap: 4pt }
table { border-spacing: 2pt } .collapse { border-collapse: collapse } td { border: .5pt solid }
"""
_SHEETS = (
    """html { font: 10pt/14pt "Source Serif 4" } p { margin: 0; text-indent: 1em;
    text-align: justify; hyphens: auto; hyphenate-character: "-" }
    .lead::first-letter { font-size: 2em; color: #900 }""",
    """html { font: 9pt/1.4 "Source Sans 3" } p { margin: 0 0 1ex; hyphens: auto; orphans: 3;
    widows: 3 } h1, h2 { hyphens: none; background: #eee; border-radius: 2pt;
    box-shadow: 1pt 1pt #999 } .lead::first-line { letter-spacing: .1em;
    text-transform: uppercase }""",
    """html { font-family: "Source Serif 4", "Noto Naskh Arabic", "Noto Serif Hebrew";
    font-variant-numeric: oldstyle-nums; --accent: #036 } p { text-align: justify; margin: 4pt 0 }
    h1 { color: var(--accent); margin: calc(1em + 2pt) 0 5% } a { color: inherit;
    text-decoration: underline } .box { border: inherit; vertical-align: top }""",
    """html { font: 11pt/15pt "Source Serif 4 Caption", "Source Sans 3" } p { text-align: end }
    h1 { width: 50vw; page: opening } @page opening { margin: 30mm }
    article { box-sizing: border-box; padding: 2% } .columns { column-fill: balance }
    li::marker { color: #777 }""",
    """html { font: 10pt/14pt "Source Serif 4"; hyphens: auto } p { text-align: justify;
    letter-spacing: .01em; word-spacing: .05em; overflow-wrap: break-word; margin: 0 0 7pt }
    h2 { visibility: hidden } h2 + p { position: relative; left: 3pt }
    td { vertical-align: inherit } .left { margin: 2pt 4pt 2pt 0; width: 40pt }
    a::after { content: " (p. " target-counter(attr(href), page) ")" }""",
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole page and its style sheet."""

    html: str
    css: str


def document(seed: int) -> Document:
    """The page of this number, about one to three small pages when printed."""
    return _Writer(seed).document()


class _Writer:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.language = self.random.choice(_LANGUAGES)
        self.count = 0

    def document(self) -> Document:
        title = self.words(2, 6)
        right = ' dir="rtl"' if self.language in _RIGHT_TO_LEFT else ""
        body = [f"<h1 id=top>{title}</h1>", f"<p class=lead>{self.inlines(20, 40)}</p>"]
        body += [self.block(0) for _ in range(self.random.randint(2, 5))]
        css = _COMMON + _SHEETS[self.seed % len(_SHEETS)]
        return Document(
            f"<!doctype html><html lang={self.language}{right}><title>{title}</title>"
            f"<body><article>{''.join(body)}</article></body></html>",
            css,
        )

    # Blocks

    def block(self, depth: int) -> str:
        kinds: tuple[tuple[float, Callable[[int], str]], ...] = (
            (6, self.paragraph),
            (1, self.heading),
            (1, self.listing),
            (1, self.table),
            (1, self.floating),
            (0.7, self.columns),
            (0.6, self.flexed),
            (0.6, self.quoted),
            (0.4, self.preformatted),
            (0.4, self.initial),
            (0.3, self.turned),
        )
        if depth > 1:
            kinds = kinds[:2]
        weights, makers = zip(*kinds, strict=True)
        made: str = self.random.choices(makers, weights)[0](depth)
        return made

    def paragraph(self, _depth: int) -> str:
        return f"<p{self.style()}>{self.inlines(5, 50)}</p>"

    def heading(self, _depth: int) -> str:
        self.count += 1
        return f"<h2 id=part{self.count}>{self.words(1, 9)}</h2>"

    def listing(self, depth: int) -> str:
        tag = self.random.choice(("ul", "ol"))
        items = (
            f"<li>{self.inlines(3, 20)}{self.block(depth + 1) if self.chance(0.2) else ''}</li>"
            for _ in range(self.random.randint(1, 5))
        )
        return f"<{tag}>{''.join(items)}</{tag}>"

    def table(self, _depth: int) -> str:
        columns = self.random.randint(1, 4)
        rows = (
            "<tr>" + "".join(f"<td>{self.inlines(1, 8)}</td>" for _ in range(columns)) + "</tr>"
            for _ in range(self.random.randint(1, 5))
        )
        head = "<thead><tr>" + "<th>x</th>" * columns + "</tr></thead>" if self.chance(0.5) else ""
        kind = self.random.choice(("", " class=collapse"))
        return f"<table{kind}>{head}<tbody>{''.join(rows)}</tbody></table>"

    def floating(self, _depth: int) -> str:
        side = self.random.choice(("left", "right"))
        inner = self.random.choice((self.words(2, 12), self.image()))
        return f"<div class={side}>{inner}</div><p>{self.inlines(15, 35)}</p>"

    def columns(self, depth: int) -> str:
        inner = "".join(self.block(depth + 1) for _ in range(self.random.randint(1, 3)))
        return f"<div class=columns>{inner}</div>"

    def flexed(self, depth: int) -> str:
        kind = self.random.choice(("flex", "grid"))
        inner = "".join(f"<div>{self.block(depth + 2)}</div>" for _ in range(2))
        return f"<div class={kind}>{inner}</div>"

    def quoted(self, depth: int) -> str:
        return f"<blockquote>{self.block(depth + 1)}{self.block(depth + 1)}</blockquote>"

    def preformatted(self, _depth: int) -> str:
        lines = "\n".join("    " + self.words(1, 9) for _ in range(3))
        return f"<pre style='white-space: pre-wrap'>{lines}</pre>"

    def initial(self, _depth: int) -> str:
        return f"<p><span class=drop>{self.word()[:1]}</span>{self.inlines(20, 40)}</p>"

    def turned(self, _depth: int) -> str:
        other = "ltr" if self.language in _RIGHT_TO_LEFT else "rtl"
        return f"<p dir={other} lang=he>{self.inlines(10, 40)}</p>"

    def style(self) -> str:
        if not self.chance(0.15):
            return ""
        chosen = self.random.choice(
            (
                "text-align: center",
                "font-size: 1.2em",
                "margin: 0 10%",
                "width: 60%",
                "padding: 0.5em; background: #ddd",
                "line-height: 2",
                "text-align-last: justify",
                "font-size: calc(8pt + 0.1em)",
                "hyphens: none",
                "white-space: nowrap; overflow: hidden",
                "break-before: page",
                "opacity: 0.5",
            )
        )
        return f' style="{chosen}"'

    # Inlines

    def inlines(self, least: int, most: int) -> str:
        parts: list[str] = []
        left = self.random.randint(least, most)
        while left > 0:
            count = min(left, self.random.randint(1, 12))
            parts.append(self.piece(count))
            left -= count
        return " ".join(parts)

    def piece(self, count: int) -> str:
        text = self.words(count, count)
        kinds: tuple[tuple[float, Callable[[str], str]], ...] = (
            (12, lambda text: text),
            (1, lambda text: f"<em>{text}</em>"),
            (1, lambda text: f"<strong>{text} <em>{self.word()}</em></strong>"),
            (1, lambda text: f'<a href="https://example.org/{self.seed}">{text}</a>'),
            (0.5, lambda text: f'<a href="#top">{text}</a>'),
            (0.7, lambda text: f"{text}<span class=note>{self.words(2, 12)}</span>"),
            (0.4, lambda text: f"{text}<br>"),
            (0.3, lambda text: f"{text} {self.image()}"),
            (0.3, lambda text: f"<span class=box>{text}</span>"),
            (0.4, lambda text: f"{text} {self.ideographs()}"),
            (0.2, lambda text: f"{text} {self.random.choice(_EMOJI)}"),
            (0.3, lambda text: f"<span lang=ar dir=rtl>{self.foreign('ar')}</span> {text}"),
            (0.2, lambda text: f"{text} <span class=left>{self.word()}</span>"),
            (0.3, lambda text: f"<sup>{self.random.randint(1, 99)}</sup>{text}"),
            (0.3, lambda text: f"<code>{text}</code>"),
            (0.2, lambda text: f"{text}<u><s>{self.word()}</s></u>"),
            (0.2, lambda text: f"{text}\u00ad{self.word()}\u200b{self.word()}\u00a0{self.word()}"),
        )
        weights, makers = zip(*kinds, strict=True)
        made: str = self.random.choices(makers, weights)[0](text)
        return made

    def image(self) -> str:
        width = self.random.randint(4, 40)
        return f'<img src="{_PIXEL}" alt="A dot" style="width: {width}pt; height: 8pt">'

    # Words

    def words(self, least: int, most: int) -> str:
        words = [self.word() for _ in range(self.random.randint(least, most))]
        if len(words) > 3 and self.chance(0.3):
            first, last = self.random.choice(_QUOTES)
            words[1], words[-1] = first + words[1], words[-1] + last
        return " ".join(words)

    def word(self) -> str:
        if self.chance(0.05):
            return self.random.choice(("12", "1,204", "3–5", "50 %", "€12.50", "A4", "3.1.2026"))
        word = self.foreign(self.language[:2])
        if self.chance(0.05):
            word = f"{word}-{self.foreign(self.language[:2])}"
        if self.chance(0.1):
            word = word.capitalize()
        return word + (self.random.choice(",.;:!?—…") if self.chance(0.15) else "")

    def foreign(self, language: str) -> str:
        syllables = _SYLLABLES[language].split()
        return "".join(self.random.choices(syllables, k=self.random.choice((1, 2, 2, 3, 3, 4, 7))))

    def ideographs(self) -> str:
        return "".join(self.random.choices(_IDEOGRAPHS, k=self.random.randint(2, 20))) + "。"

    def chance(self, share: float) -> bool:
        return self.random.random() < share
