"""The figures as tables of docs/typesetting.md, and as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any  # figures of other processes are JSON

from benchmarks.typesetting.lines import Figures

__all__ = ["BEGIN", "END", "cost_table", "line_table", "plot", "written_between"]

BEGIN = "<!-- figures: written by ./run bench typesetting, do not edit -->"
END = "<!-- end of figures -->"
ENGINES = ("greedy", "ours", "typst")
_COLOURS = {"greedy": "#999", "ours": "#a4242b", "typst": "#5b7ea4"}
_NAMES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "ru": "Russian"}

Counted = Mapping[tuple[str, str, int], Mapping[str, Figures]]
"""By text ("declaration", "generated", "seed"), language and characters: figures by engine."""


def line_table(counted: Counted) -> str:
    """All that is counted of lines, as greedy / ours / typst."""
    rows = [
        "| text | measure | lines | over 1.5× | over 2× | hyphens | in a row | page ends | runts |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for (text, language, characters), by_engine in [*counted.items(), *_sums(counted)]:
        cells = (
            " / ".join(str(getattr(by_engine[engine], name)) for engine in ENGINES)
            for name in Figures.__slots__
        )
        rows.append(f"| {_name(language, text)} | {characters} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _sums(counted: Counted) -> Iterable[tuple[tuple[str, str, int], Mapping[str, Figures]]]:
    for characters in sorted({key[2] for key in counted}):
        total = {engine: Figures() for engine in ENGINES}
        for key, by_engine in counted.items():
            if key[2] == characters:
                for engine in ENGINES:
                    total[engine].add(by_engine[engine])
        yield ("all", "", characters), total


def _name(language: str, text: str) -> str:
    return f"{_NAMES[language]}, {text}" if language else f"**{text}**"


def cost_table(found: Mapping[str, Mapping[str, Any]], broken: Mapping[str, int]) -> str:
    """Time, memory and broken words, each against the untouched engine."""
    once, few, many = found["once"], found["short"], found["long"]
    old_few, old_many = found["short untouched"], found["long untouched"]
    held, old_held = found["memory"], found["memory untouched"]
    rows = (
        (
            "CPU of a whole render, articles printed once each, median",
            f"{once['untouched']:.1f} ms",
            f"{once['fast']:.1f} ms, **{once['ratio']:.2f}**",
        ),
        *(
            (f"ms a page, {new['pages']} pages", f"{old['ms']:.1f}", f"{new['ms']:.1f}")
            for old, new in ((old_few, few), (old_many, many))
        ),
        (
            "the long one against the short one",
            f"{old_many['ms'] / old_few['ms']:.2f}",
            f"**{many['ms'] / few['ms']:.2f}**",
        ),
        (
            f"memory held after {held['count_few']} different articles in one process",
            f"{old_held['few']:.0f} MB",
            f"{held['few']:.0f} MB",
        ),
        (
            f"after {held['count_many']}",
            f"{old_held['many']:.0f} MB",
            f"{held['many']:.0f} MB, **{held['many'] - held['few']:+.0f}**",
        ),
        ("words broken in the tag tree", str(broken["greedy"]), f"**{broken['ours']}**"),
    )
    head = "| what | untouched | ours |\n|---|---|---|\n"
    return head + "\n".join(f"| {' | '.join(row)} |" for row in rows)


# The picture: of all texts, the share of loose lines by measure and language

_BAR, _GROUP, _LEFT, _SCALE = 9, 36, 150, 6.0  # points; points a percent


def plot(counted: Counted) -> str:
    """Bars: lines whose spaces are over 1.5 times the font's, in percent; the dark part over 2."""
    groups = _groups(counted)
    parts, y = [], 40
    for (language, characters), by_engine in groups:
        name = f"{_NAMES[language]}, {characters}"
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 18}" text-anchor="end">{name}</text>')
        for number, engine in enumerate(ENGINES):
            parts.extend(_bars(by_engine[engine], y + number * _BAR, _COLOURS[engine]))
        y += _GROUP
    legend = "".join(
        f'<rect x="{_LEFT + n * 90}" y="12" width="10" height="10" fill="{_COLOURS[engine]}"/>'
        f'<text x="{_LEFT + n * 90 + 15}" y="21">{engine}</text>'
        for n, engine in enumerate(ENGINES)
    )
    title = "Lines with spaces over 1.5 times the font's, percent; the dark part over twice"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 {y + 10}" role="img" '
        f'font-family="sans-serif" font-size="11"><title>{title}</title>'
        f'<rect width="620" height="{y + 10}" fill="#fff"/>\n{legend}\n' + "\n".join(parts)
    ) + "\n</svg>\n"


def _groups(counted: Counted) -> Sequence[tuple[tuple[str, int], Mapping[str, Figures]]]:
    groups: dict[tuple[str, int], dict[str, Figures]] = {}
    for (_, language, characters), by_engine in counted.items():
        group = groups.setdefault((language, characters), {e: Figures() for e in ENGINES})
        for engine in ENGINES:
            group[engine].add(by_engine[engine])
    return sorted(groups.items(), key=lambda item: (item[0][1], [*_NAMES].index(item[0][0])))


def _bars(figures: Figures, y: int, colour: str) -> Iterable[str]:
    loose, gaping = (100 * n / figures.lines for n in (figures.loose, figures.gaping))
    width = f'height="{_BAR - 1}" fill="{colour}"'
    yield f'<rect x="{_LEFT}" y="{y}" width="{loose * _SCALE:.1f}" {width} opacity=".55"/>'
    yield f'<rect x="{_LEFT}" y="{y}" width="{gaping * _SCALE:.1f}" {width}/>'
    yield f'<text x="{_LEFT + loose * _SCALE + 4:.1f}" y="{y + 8}" font-size="8">{loose:.0f}</text>'


def written_between(page: str, figures: str, begin: str = BEGIN) -> str:
    """The page with these figures between its marks."""
    before, mark, rest = page.partition(begin)
    _, end, after = rest.partition(END)
    assert mark, "the page has lost the mark where figures begin"
    assert end, "the page has lost the mark where figures end"
    return f"{before}{begin}\n\n{figures}\n\n{END}{after}"
