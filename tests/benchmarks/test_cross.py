"""What the models of the normaliser's benchmark are kept by."""

from __future__ import annotations

from benchmarks.normaliser.cross import _ROOT, _imported


def test_models_are_made_anew_when_what_training_sees_changes_and_not_for_a_rule() -> None:
    found = _imported(_ROOT / "benchmarks" / "normaliser" / "train.py")

    wings = _ROOT / "publish" / "normaliser"
    names = {path.relative_to(wings).as_posix() for path in found if path.is_relative_to(wings)}
    signals = {"signals", "characters", "trails", "wordings", "learned"}
    assert {f"learning/{name}.py" for name in signals} <= names
    assert {f"page/{name}.py" for name in ("page", "elements", "phrases", "words")} <= names
    assert {name.partition("/")[0] for name in names} == {"fields", "learning", "page"}
