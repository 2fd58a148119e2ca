"""docs/benchmarks.md and its picture: what we promise, and what others take for the same."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence

from benchmarks.ratios.figure import Cost, Figure

__all__ = ["cost_table", "figure_table", "plot"]

_LEFT, _WIDTH, _ROW, _TOP = 280, 520, 22, 34  # points
_OURS, _THEIRS = "#a4242b", "#5b7ea4"


def figure_table(figures: Iterable[Figure]) -> str:
    """A row a promise; what is not kept stands in bold with its goal."""
    rows = ["| what | measured | at most | measured against |", "| --- | --- | --- | --- |"]
    for each in figures:
        value = _number(each.value, each.unit)
        goal = _number(each.goal, each.unit) if each.goal else "–"
        rows.append(
            f"| {each.what} | {value if each.kept else f'**{value}, over**'} | {goal}"
            f" | {each.baseline} |"
        )
    return "\n".join(rows)


def cost_table(costs: Sequence[Cost]) -> str:
    """A row a program, the quickest first: CPU an article, and how many times ours that is."""
    rows = [
        "| format | program | CPU an article | times ours | articles |",
        "| --- | --- | --- | --- | --- |",
    ]
    for each in _ordered(costs):
        times = each.ms / _ours(costs, each.format).ms
        rows.append(
            f"| {each.format} | {each.program} | {each.ms:,.1f} ms | {times:,.1f}"
            f" | {each.articles} |"
        )
    return "\n".join(rows)


def plot(costs: Sequence[Cost]) -> str:
    """Bars on a logarithmic scale: CPU an article by format and program."""
    ordered = _ordered(costs)
    least = 10.0 ** math.floor(math.log10(min(each.ms for each in ordered)))
    decades = math.ceil(math.log10(max(each.ms for each in ordered) / least))
    scale = _WIDTH / decades
    height = _TOP + _ROW * len(ordered) + 12
    parts = []
    for power in range(decades + 1):
        x = _LEFT + power * scale
        value = least * 10**power
        parts.append(
            f'<line x1="{x:.0f}" y1="{_TOP - 8}" x2="{x:.0f}" y2="{height - 8}" stroke="#ddd"/>'
            f'<text x="{x:.0f}" y="{_TOP - 14}" text-anchor="middle">{value:,g} ms</text>'
        )
    for number, each in enumerate(ordered):
        y = _TOP + number * _ROW
        width = math.log10(each.ms / least) * scale
        colour = _OURS if each.program == "publish" else _THEIRS
        name = html.escape(f"{each.format}: {each.program}")
        parts.append(
            f'<text x="{_LEFT - 8}" y="{y + 12}" text-anchor="end">{name}</text>'
            f'<rect x="{_LEFT}" y="{y + 1}" width="{width:.1f}" height="{_ROW - 8}"'
            f' fill="{colour}"/>'
            f'<text x="{_LEFT + width + 5:.1f}" y="{y + 12}">{each.ms:,.1f}</text>'
        )
    title = "Milliseconds of CPU an article, on a logarithmic scale; ours in red"
    whole = _LEFT + _WIDTH + 70
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {height}" role="img"'
        f' font-family="sans-serif" font-size="11"><title>{title}</title>'
        f'<rect width="{whole}" height="{height}" fill="#fff"/>\n' + "\n".join(parts)
    ) + "\n</svg>\n"


def _ordered(costs: Sequence[Cost]) -> list[Cost]:
    formats = list(dict.fromkeys(each.format for each in costs))
    return sorted(costs, key=lambda each: (formats.index(each.format), each.ms))


def _ours(costs: Sequence[Cost], format: str) -> Cost:
    return next(each for each in costs if each.format == format and each.program == "publish")


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".replace(" ×", " ×")
