"""The pages and texts on which most went wrong, with passages: for output/, not for docs/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.normaliser.judge import ASIDE, OURS, Judged

__all__ = ["Worst"]

_NAMED = 10
_SHOWN = 12  # passages of a page, lost and left each
_LONGEST = 300  # characters of a passage


class Worst:
    """The ten worst pages and texts by F1, by words lost and by words left."""

    def __init__(self) -> None:
        self._kept: dict[str, list[tuple[float, str, Judged]]] = {}

    def add(self, each: Judged) -> None:
        """Look at one page; only what is among the worst is held, and nothing set aside."""
        if ASIDE in each.group:
            return
        for name, badness in _badness(each).items():
            kept = self._kept.setdefault(f"{each.form}: {name}", [])
            kept.append((-badness, each.id, each))
            kept.sort(key=lambda entry: entry[:2])
            del kept[_NAMED:]

    def text(self) -> str:
        """Markdown: each page with what it lost, by which rule, and what was left in it."""
        lines = []
        for name, kept in sorted(self._kept.items()):
            lines.append(f"# {name}\n")
            for badness, _, each in kept:
                lines += [f"## {each.id}: {-badness:.3f} {each.refused}\n", *_passages(each), ""]
        return "\n".join(lines)


def _passages(each: Judged) -> Iterator[str]:
    for is_lost in (True, False):
        own = [passage for passage in each.passages if passage.is_lost == is_lost]
        for passage in sorted(own, key=lambda passage: -passage.words)[:_SHOWN]:
            taker = passage.rule or "no rule: not read, or in part"
            what = f"LOST by {taker}" if is_lost else "LEFT"
            yield f"- {what}: {' '.join(passage.text.split())[:_LONGEST]}"


def _badness(each: Judged) -> Mapping[str, float]:
    figures = each.tools.get(OURS, {})
    found = {
        "words lost": float(sum(p.words for p in each.passages if p.is_lost)),
        "words left": float(sum(p.words for p in each.passages if not p.is_lost)),
    }
    if "P" in figures and "R" in figures:
        both = figures["P"] + figures["R"]
        found["F1"] = 1 - (2 * figures["P"] * figures["R"] / both if both else 0.0)
    elif "tokF1" in figures:
        found["F1"] = 1 - figures["tokF1"]
    return found
