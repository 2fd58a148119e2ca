"""The table of writers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from publish.errors import SettingsError
from publish.layouts import FORMATS
from publish.writers import WRITERS, writer_for


def test_every_format_a_layout_may_name_has_its_writer() -> None:
    assert tuple(writer.format for writer in WRITERS) == FORMATS


@pytest.mark.parametrize("format", FORMATS)
def test_a_writer_is_found_by_its_format(format: str) -> None:
    assert writer_for(format).format == format


def test_a_misspelt_format_is_refused_with_the_right_name() -> None:
    with pytest.raises(SettingsError) as caught:
        writer_for("epup")

    assert caught.value.hint == "did you mean 'epub'?"


def test_only_a_folder_has_no_suffix() -> None:
    assert [writer.format for writer in WRITERS if not writer.suffix] == ["xhtml"]


def test_the_table_loads_none_of_the_engines() -> None:
    engines = ("weasyprint", "docx", "PIL", "fontTools", "lxml")
    program = f"import sys, publish.writers; print([m for m in {engines} if m in sys.modules])"

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert run.stdout.strip() == b"[]"
