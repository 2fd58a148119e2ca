"""How well lines are found again by their words, over texts with edits of a known kind.

    python -m benchmarks word_alignment [FOLDER] [--apart] [--texts N] [--worst N] [--speed]

Texts are the `.txt` files below FOLDER and the key "text" of each line of its `.jsonl` and
`.jsonl.gz` files; without FOLDER the seeds. Every N-th of those with eight lines or more is taken
(400 unless `--texts` says otherwise) and parted in two halves by the digest of its words. Tune on
the first half and look at its `--worst` lines; `--apart` measures the other half and shows none.

A text's blocks are its lines that are not blank. It gets one edit for each six blocks or so, at
least two, each drawn from:

    delete    a block
    insert    a block of another text, or furniture ("Read more: …") that may stand there already
    copy      a block again, elsewhere, with a tenth of its words changed; it is new, and it is the
              block itself, moved, where that one is deleted later
    split     a block of twelve words and more, at a quarter to three quarters of its words
    join      two blocks that follow each other
    move      a block to any place
    section   two to six blocks that follow each other to any place
    reword    10 to 60 % of a block's words, each by one of another text
    small     one or two words

Edits are drawn one after the other, so that a block may be moved and reworded; one that was split
or joined is not joined or split again. A block of either side with eight words or more is right
when it goes with exactly the blocks that it came from or went to, or with such as have the same
words; wrong when it goes with any other; else it is missed.
"""

import hashlib
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.ratios.articles import texts_in
from publish.revision.align import align

_TEXTS = 400
_LINES = 8
_WORDS = 8
_FURNITURE = (
    "Read more: all our stories about the harbour and the people who live around it",
    "Sign up for our newsletter and get the five stories that matter each morning",
    "Advertisement",
)


@dataclass(slots=True)
class Block:
    """A block as edited, and the blocks of the text that it came from."""

    text: str
    origins: frozenset[int] = frozenset()
    whole: bool = True  # neither a piece nor joined
    copied: frozenset[int] = frozenset()


@dataclass(slots=True)
class Tally:
    """Blocks of eight words and more, counted."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    worst: list[str] = field(default_factory=list)


def main(words: list[str]) -> int:
    """Print the shares of blocks that are right, wrong and missed."""
    if "--speed" in words:
        _speed()
        return 0
    count, worst = _number(words, "--texts", _TEXTS), _number(words, "--worst", 0)
    folders = [word for word in words if not word.startswith("--") and not word.isdigit()]
    folder = Path(folders[0]) if folders else Path(__file__).parent.parent / "seeds"
    texts = [blocks for text in texts_in(folder) if len(blocks := _blocks(text)) >= _LINES]
    if not texts:
        print(f"no texts of {_LINES} lines in {folder}", file=sys.stderr)
        return 2
    texts = texts[:: max(len(texts) // count, 1)][:count]
    apart = "--apart" in words
    half = [blocks for blocks in texts if _is_apart(blocks) == apart] or texts
    print(f"{len(half)} texts of {len(texts)}, {'kept apart' if apart else 'for tuning'}")
    tally = Tally()
    began = time.process_time()
    for number, blocks in enumerate(half):
        _measure(
            blocks, texts[(number + 7) % len(texts)], random.Random(f"{number} {apart}"), tally
        )
    spent = time.process_time() - began
    total = tally.right + tally.wrong + tally.missed
    for name in ("right", "wrong", "missed"):
        share = 100 * getattr(tally, name) / total
        print(f"{name:<7} {getattr(tally, name):>7}   {share:6.2f} %")
    print(f"{1e3 * spent / len(half):.1f} ms a text, edits and judging included")
    if worst and not apart:
        print(*tally.worst[:worst], sep="\n")
    return 0


def _number(words: list[str], name: str, default: int) -> int:
    return int(words[words.index(name) + 1]) if name in words else default


def _blocks(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _is_apart(blocks: Sequence[str]) -> bool:
    """Whether a text belongs to the half that nobody looks at; all of its versions do then."""
    longest = max(blocks, key=len)
    return hashlib.sha256(longest.encode()).digest()[0] % 2 == 1


# Edits


def edited(blocks: Sequence[str], other: Sequence[str], draw: random.Random) -> list[Block]:
    """The blocks with edits as the module says."""
    now = [Block(text, frozenset([at])) for at, text in enumerate(blocks)]
    for _ in range(max(2, len(blocks) // 6)):
        if len(now) < 4:
            break
        _edit(now, other, draw)
    return now


def _edit(now: list[Block], other: Sequence[str], draw: random.Random) -> None:
    at = draw.randrange(len(now))
    block = now[at]
    vocabulary = " ".join(other).split()
    match draw.choice(
        ["delete", "insert", "copy", "split", "join", "move", "section", "reword", "small"]
    ):
        case "delete":
            del now[at]
            for each in now:
                if each.copied and each.copied == block.origins and block.whole:
                    each.origins, each.copied = each.copied, frozenset()
                    break
        case "insert":
            text = draw.choice(_FURNITURE) if draw.random() < 0.3 else draw.choice(other)
            now.insert(at, Block(text))
        case "copy":
            text = _reworded(block.text, 0.1, vocabulary, draw)
            copied = block.origins if block.whole else frozenset()
            now.insert(draw.randrange(len(now)), Block(text, copied=copied))
        case "split":
            words = block.text.split(" ")
            if len(words) >= 12 and block.whole:
                cut = draw.randint(len(words) // 4, 3 * len(words) // 4)
                halves = (" ".join(words[:cut]), " ".join(words[cut:]))
                now[at : at + 1] = [Block(half, block.origins, False) for half in halves]
        case "join":
            if at + 1 < len(now) and block.whole and now[at + 1].whole and block.origins:
                behind = now[at + 1]
                if behind.origins:
                    text = f"{block.text} {behind.text}"
                    now[at : at + 2] = [Block(text, block.origins | behind.origins, False)]
        case "move":
            now.insert(draw.randrange(len(now)), now.pop(at))
        case "section":
            size = draw.randint(2, 6)
            taken = now[at : at + size]
            del now[at : at + size]
            to = draw.randint(0, len(now))
            now[to:to] = taken
        case "reword":
            block.text = _reworded(block.text, draw.uniform(0.1, 0.6), vocabulary, draw)
        case _:
            words = block.text.split(" ")
            share = draw.randint(1, 2) / len(words)
            block.text = _reworded(block.text, min(share, 0.5), vocabulary, draw)


def _reworded(text: str, share: float, vocabulary: Sequence[str], draw: random.Random) -> str:
    words = text.split(" ")
    for at in draw.sample(range(len(words)), round(share * len(words))):
        words[at] = draw.choice(vocabulary)
    return " ".join(words)


# Judging


def _measure(blocks: list[str], other: Sequence[str], draw: random.Random, tally: Tally) -> None:
    now = edited(blocks, other, draw)
    texts = [block.text for block in now]
    went: list[set[int]] = [set() for _ in blocks]
    for j, block in enumerate(now):
        for i in block.origins:
            went[i].add(j)
    found_there: list[set[int]] = [set() for _ in blocks]
    found_back: list[set[int]] = [set() for _ in now]
    for pair in align(blocks, texts):
        for i in pair.before:
            found_there[i] |= set(pair.after)
        for j in pair.after:
            found_back[j] |= set(pair.before)
    for i, text in enumerate(blocks):
        _judge("before", text, found_there[i], went[i], texts, tally)
    for j, block in enumerate(now):
        _judge("after", block.text, found_back[j], set(block.origins), blocks, tally)


def _judge(
    side: str, text: str, found: set[int], true: set[int], others: Sequence[str], tally: Tally
) -> None:
    if len(text.split()) < _WORDS:
        return
    got, wanted = ({others[at] for at in each} for each in (found, true))
    if got == wanted:
        tally.right += 1
        return
    if got - wanted:
        tally.wrong += 1
        kind = "WRONG"
    else:
        tally.missed += 1
        kind = "missed"
    tally.worst.append(f"{kind} {side}: {text}\n   got {sorted(got)}\n   not {sorted(wanted)}")


# Speed


def _speed() -> None:
    """Seconds for ten thousand lines, as texts and as adversaries have them."""
    draw = random.Random(1)
    vocabulary = [f"word{number}" for number in range(20_000)]
    prose = [" ".join(draw.choices(vocabulary, k=20)) for _ in range(10_000)]
    moved = prose[5_000:] + [_reworded(text, 0.3, vocabulary, draw) for text in prose[:5_000]]
    six = ["the", "a", "of", "to", "in", "on"]
    few = [" ".join(draw.choices(six, k=20)) for _ in range(10_000)]
    cases = {
        "prose, half moved, half reworded": (prose, moved),
        "all lines alike": (["The same line again."] * 10_000, ["The same line again."] * 9_000),
        "nothing in common": (prose, [text[::-1] for text in prose]),
        "six words only": (few, few[1::2] + few[::2]),
        "one word changed in each": (
            [f"The same line again and again {n}" for n in range(10_000)],
            [f"The same line again and again {n}x" for n in range(10_000)],
        ),
        "one long line": ([" ".join(prose)], [" ".join(moved)]),
    }
    for name, (before, after) in cases.items():
        began = time.process_time()
        align(before, after)
        print(f"{name:<34} {time.process_time() - began:6.1f} s")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
