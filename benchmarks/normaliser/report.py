"""The figures as the tables of docs/normaliser.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.normaliser.judge import ASIDE, OURS, Judged
from benchmarks.normaliser.points import POINTS
from benchmarks.normaliser.scores import Figures, Means

__all__ = ["BEGIN", "END", "absolute_costs", "tables", "written_between"]

BEGIN = "<!-- figures: written by ./run bench normaliser, do not edit -->"
END = "<!-- end of figures -->"
SETS = ("wcxb_dev", "rdb", "fundus", "l3s", "traf", "html", "more", ASIDE)
LEVELS = ("tight", "article", "page", "all")
ASIDE_LEVELS = tuple(f"{level} {ASIDE}" for level in LEVELS[:-1])
TOOLS = (OURS, "trafilatura", "readability-lxml", "resiliparse")

_WHOLE = frozenset(
    {
        "lossP",
        "lossP whole",
        "leftW",
        "clean",
        "stays",
        "ghost title",
        "ghost authors",
        "ghost date",
    }
)
_BODY = frozenset(
    {"P", "R", "acc", "seg_tp", "seg_fn", "seg_fp", "tokF1", "lossP", "leftW", "clean"}
)
_HEADS = {
    "segments": "with/without",
    "lossP whole": "lossP, head counted",
    "author": "one author right",
    "stays": "stays as it is",
}


def tables(found: Sequence[Judged]) -> str:
    """All tables; the same pages give the same text but for the ratios of CPU time."""
    html = [each for each in found if each.form == "html"]
    text = [each for each in found if each.form == "text"]
    parts = [
        "### HTML pages: the body",
        _html_table(html, ("F1", "P", "R", "acc", "segments")),
        "### HTML pages: lines lost and left",
        f"On the {_labelled(html)} pages whose lines are labelled.",
        _html_table(html, ("lossP", "lossP whole", "leftW", "clean", "tokF1")),
        "### HTML pages: title, authors, date",
        "A ghost is something given where the page says nothing.",
        _html_table(html, ("title", "author", "authors", "date", "ghost authors", "ghost date")),
        "### CPU time",
        _costs(html, text),
        "### Texts",
        _text_table(text),
        "### Without one of the larger parts",
        _POINTS,
        _points(_in(html, "all"), _in(text, "all")),
        "### What each rule contributes",
        _CONTRIBUTION,
        _contributions(_in(html, "all"), _in(text, "all")),
        "### What a site's profile adds",
        "On pages of sites with several, each with the profile learned from the site's others.",
        _profiles(html, text),
    ]
    return "\n\n".join(part for part in parts if part)


_CONTRIBUTION = (
    "Each rule left out, all others kept: by how much a figure is higher with the rule than "
    "without it (F1 and tokF1 in thousandths, lossP and leftW in percentage points; texts of all "
    "three levels). Fewer lost and fewer left is better, so a good rule has positive figures under "
    "F1 and tokF1, negative ones under leftW. `←` marks a rule without which F1 and tokF1 "
    "together would be higher."
)


_POINTS = (
    "The same models and rules, one part taken out: the region (the core is then the heaviest run "
    "of prose), the second look (the first one decides), lists opened and their items judged "
    "together, or what says that short lines belong to the article."
)


def _points(html: Sequence[Judged], text: Sequence[Judged]) -> str:
    rows = []
    for name in ("", *POINTS):
        cells = [f"without {name}" if name else "all"]
        for found, score in ((html, "F1"), (text, "tokF1")):
            means = Means()
            for each in found:
                if figures := each.points.get(name) if name else each.tools.get(OURS):
                    means.add(figures)
            cells += [_cell(each, means.of(each)) for each in (score, "lossP", "leftW", "clean")]
        rows.append(cells)
    return _table(
        ["", *("F1", "lossP", "leftW", "clean"), *("tokF1", "lossP", "leftW", "clean")], rows
    )


def _labelled(html: Sequence[Judged]) -> int:
    return sum("lossP" in each.tools.get(OURS, {}) for each in html)


def _means(found: Iterable[Judged], tool: str) -> Means:
    means = Means()
    for each in found:
        if tool in each.tools:
            means.add(each.tools[tool])
    return means


def _in(found: Sequence[Judged], group: str) -> list[Judged]:
    if group == "html":
        return [each for each in found if each.group not in ("more", ASIDE)]
    if group == "all":
        return [each for each in found if ASIDE not in each.group]
    return [each for each in found if each.group == group]


def _html_table(html: Sequence[Judged], names: Sequence[str]) -> str:
    rows = []
    judged_by = {*names, "acc", "seg_tp"} if "F1" in names else {*names}
    for group in SETS:
        pages = _in(html, group)
        for tool in TOOLS:
            means = _means(pages, tool)
            cells = [_cell(name, means.of(name)) for name in names]
            if any(cell != "–" for cell in cells):
                number = sum(
                    any(n in each.tools.get(OURS, {}) for n in judged_by) for each in pages
                )
                rows.append([f"{group} ({number})" if tool == OURS else "", tool, *cells])
    return _table(["set", "tool", *(_HEADS.get(name, name) for name in names)], rows)


def _text_table(text: Sequence[Judged]) -> str:
    names = ("tokF1", "lossP", "lossP whole", "leftW", "clean", "title", "author", "date", "stays")
    rows = []
    for level in (*LEVELS, *ASIDE_LEVELS):
        texts = _in(text, level)
        means = _means(texts, OURS)
        rows.append([f"{level} ({len(texts)})", *(_cell(name, means.of(name)) for name in names)])
    head = (
        "*stays as it is*: texts of which a second cleaning of the cleaned body changes no word. "
        "Title, author and date are those of the page: a tight text rarely holds them."
    )
    return f"{head}\n\n" + _table(["level", *(_HEADS.get(name, name) for name in names)], rows)


def _costs(html: Sequence[Judged], text: Sequence[Judged]) -> str:
    """Ratios only: milliseconds belong to a machine."""
    whole = {tool: _seconds(html, tool) for tool in TOOLS}
    if not whole["trafilatura"] or not whole[OURS]:
        return ""
    middle = {tool: median(values) for tool, values in whole.items()}
    mean = {tool: sum(values) / len(values) for tool, values in whole.items()}
    rows = [
        [tool, *(f"{each[tool] / each['trafilatura']:.2f}" for each in (middle, mean))]
        for tool in TOOLS
    ]
    for level in LEVELS[:-1]:
        if texts := _in(text, level):
            cost = _per_500_words(texts) / middle["trafilatura"]
            rows.append([f"{OURS}, 500 words of a text, {level}", f"{cost:.2f}", ""])
    lead = "A page of HTML, reading included; trafilatura's median (and mean) page is 1."
    return f"{lead}\n\n" + _table(["", "median", "mean"], rows)


def _seconds(found: Sequence[Judged], tool: str) -> list[float]:
    return [each.tools[tool]["cpu"] for each in found if tool in each.tools]


def _per_500_words(texts: Sequence[Judged]) -> float:
    ours = [each.tools[OURS] for each in texts if OURS in each.tools]
    return 500 * sum(each["cpu"] for each in ours) / max(1, sum(each["words"] for each in ours))


def absolute_costs(found: Sequence[Judged]) -> str:
    """CPU milliseconds on this machine, for the terminal."""
    html = [each for each in found if each.form == "html"]
    lines = []
    for tool in TOOLS:
        if values := _seconds(html, tool):
            middle, mean = median(values) * 1000, sum(values) / len(values) * 1000
            lines.append(f"{tool}: {middle:.1f} ms a page (median), {mean:.1f} (mean)")
    for level in LEVELS[:-1]:
        texts = [each for each in found if each.form == "text" and each.group == level]
        lines.append(f"{OURS}, {level}: {_per_500_words(texts) * 1000:.2f} ms for 500 words")
    return "\n".join(lines)


def _contributions(html: Sequence[Judged], text: Sequence[Judged]) -> str:
    rows = []
    for rule in sorted({rule for each in (*html, *text) for rule in each.without}):
        pages, *of_pages = _gains(html, "F1", rule)
        texts, *of_texts = _gains(text, "tokF1", rule)
        total = of_pages[0] + of_texts[0]
        mark = " ←" if round(total * 1000, 1) < 0 else ""
        cells = [f"`{rule}`{mark}", str(pages), *_signed(of_pages), str(texts), *_signed(of_texts)]
        rows.append((-round(total * 1000, 1), rule, cells))
    head = ["rule", "pages", "F1", "lossP", "leftW", "texts", "tokF1", "lossP", "leftW"]
    return _table(head, [cells for _, _, cells in sorted(rows)])


def _gains(found: Sequence[Judged], score: str, rule: str) -> tuple[int, float, float, float]:
    """In how many documents a rule took words, and how much higher score, lossP, leftW are so."""
    means = _means(found, OURS)
    changed = [
        (_of_body(each), each.without[rule])
        for each in found
        if rule in each.without and OURS in each.tools
    ]
    without = means.but(changed)
    higher = [(means.of(n) or 0.0) - (without.of(n) or 0.0) for n in (score, "lossP", "leftW")]
    return len(changed), higher[0], higher[1], higher[2]


def _of_body(each: Judged) -> Figures:
    """Those of our figures of a page that its body alone decides."""
    return {name: value for name, value in each.tools[OURS].items() if name in _BODY}


def _profiles(html: Sequence[Judged], text: Sequence[Judged]) -> str:
    rows = []
    for what, found, score in (
        ("HTML", html, "F1"),
        *((level, _in(text, level), "tokF1") for level in LEVELS[:-1]),
    ):
        before, after = Means(), Means()
        number = 0
        for each in found:
            if each.profiled is not None and OURS in each.tools:
                number += 1
                before.add(_of_body(each))
                after.add(each.profiled)
        cells = [
            f"{_cell(name, before.of(name))} → {_cell(name, after.of(name))}"
            for name in (score, "lossP", "leftW")
        ]
        rows.append([f"{what} ({number})", *cells])
    return _table(["pages", "F1 / tokF1", "lossP", "leftW"], rows)


def _signed(values: Sequence[float]) -> list[str]:
    score, *shares = values
    cells = [f"{score * 1000:+.1f}", *(f"{share * 100:+.1f}" for share in shares)]
    return ["0" if float(cell) == 0 else cell.replace("-", "−") for cell in cells]


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0%}".replace("%", " %") if name in _WHOLE else f"{value:.3f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def written_between(path: Path, figures: str) -> None:
    """Put the figures between the marks of a document that a person wrote around them."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{path.name} has lost its marks: {BEGIN} … {END}")
    path.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", "utf-8")
