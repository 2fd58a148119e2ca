"""Names of articles in a file: of two of one identity the oldest has the plain name."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from publish.archives import FORMS, Listing, Settings, write

(LINES,) = (form for form in FORMS if form.name == "json")


@pytest.mark.parametrize(
    ("newest_first", "endings"),
    [(False, ["", "", "-2", "-3", ""]), (True, ["-3", "", "-2", "", ""])],
)
def test_the_oldest_of_one_identity_has_the_plain_name(
    tmp_path: Path, *, newest_first: bool, endings: list[str]
) -> None:
    names = ("all", "one", "all", "all", "two")
    lines = [json.dumps({"id": name, "text": f"Text {at}."}) for at, name in enumerate(names)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))

    form = replace(LINES, newest_first=newest_first)
    write(form, tmp_path / "a.jsonl", Settings(), {"key": ""}, tmp_path / "listing")
    found = [each.name for each in Listing.at(str(tmp_path / "listing")).articles()]

    assert [name[12:] for name in found] == endings
    assert len({name[:12] for name in found}) == len(set(names))
