"""Cross-validation over sites: each page is cleaned with a model that has not seen its site.

Fold models are kept below output/ under a digest of all they are made from, so that only a change
of the data, of the signals or of the training makes them anew.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.normaliser.labels import FOLDERS, FOLDS, Record
from publish.model.tree import Blocks
from publish.normaliser.learning.learned import Model, looked, model_from
from publish.normaliser.page.page import Page, Seen

__all__ = ["FOLDS", "FORMS", "PROCESSES", "Folds", "fold_models", "sampled"]

FORMS = ("html", "text")
PROCESSES = 2

_ROOT = Path(__file__).parents[2]
_KEPT = _ROOT / "output" / "normaliser-folds"


@dataclass(frozen=True, slots=True)
class Folds:
    """Where the models of all folds stand."""

    folder: Path

    def look(self, fold: int | None) -> Callable[[Page], Seen]:
        """The model that has not seen the sites of a fold; that of all of them without one."""
        tables = {form: json.loads(self.path(form, fold).read_text("utf-8")) for form in FORMS}
        return _Memory(model_from({"forms": tables})).look

    def path(self, form: str, fold: int | None) -> Path:
        """The model of one form for the sites of one fold, or the one of all."""
        return self.folder / f"{form}-{'all' if fold is None else fold}.json"


class _Memory:
    """What was seen of the page that was looked at last: its blocks decide it, not the rules.

    So that to leave out one rule after the other costs no look each.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._last: tuple[Blocks, int, Seen] | None = None

    def look(self, page: Page) -> Seen:
        blocks, number = page.draft.blocks, len(page)  # more of them when lists are opened
        if self._last is None or self._last[0] is not blocks or self._last[1] != number:
            self._last = blocks, number, looked(page, self._model)
        return self._last[2]


def sampled(records: Iterable[Record], every: int) -> set[str]:
    """Every so manieth site."""
    return set(sorted({record["site"] for record in records})[::every])


def fold_models(data: Path, sites: set[str], say: Callable[[str], None]) -> Folds:
    """The models of all folds for these sites; trained when they are not kept from before."""
    folds = Folds(_KEPT / _digest(data, sites))
    folds.folder.mkdir(parents=True, exist_ok=True)
    missing = [
        form
        for form in FORMS
        if not all(folds.path(form, i).exists() for i in (*range(FOLDS), None))
    ]
    if not missing:
        return folds
    say(f"training {FOLDS} models for each of: {', '.join(missing)}")
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        for done in as_completed([pool.submit(_train, data, f, sites, folds) for f in missing]):
            say(f"trained: {done.result()}")
    return folds


def _train(data: Path, form: str, sites: set[str], folds: Folds) -> str:
    """Train the models of one form, in a process of its own: what it holds goes with it."""
    from benchmarks.normaliser.train import training_of

    training = training_of(data, form, sites)
    for fold in (*range(FOLDS), None):
        path = folds.path(form, fold)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(training.of(fold), ensure_ascii=False), "utf-8")
        part.replace(path)
    return form


def _digest(data: Path, sites: set[str]) -> str:
    """Of the data, of the sites chosen, and of all code and wording that training runs."""
    digest = hashlib.sha256("\n".join(sorted(sites)).encode())
    pages = [page for each in FOLDERS for page in sorted((data / each / "pages").iterdir())]
    tables = sorted((_ROOT / "publish" / "normaliser" / "page").glob("*.toml"))
    gold = [data / each / "gold.jsonl" for each in FOLDERS]
    given = (*gold, data / "text" / "dev.jsonl.gz", *pages)
    for path in (*sorted(_imported(_ROOT / "benchmarks/normaliser/train.py")), *tables, *given):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _imported(path: Path) -> set[Path]:
    """A module's file and those of our own modules that it imports, and so on.

    Not what `publish/normaliser/__init__.py` imports besides: rules are not needed to train, and
    change daily.
    """
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        path = waiting.pop()
        if path in found or path == _ROOT / "publish" / "normaliser" / "__init__.py":
            continue
        found.add(path)
        for name in _names_in(path):
            place = _ROOT.joinpath(*name.split("."))
            waiting += [p for p in (place.with_suffix(".py"), place / "__init__.py") if p.exists()]
    return found


def _names_in(path: Path) -> Iterator[str]:
    """The modules that a module may import, by their full names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
