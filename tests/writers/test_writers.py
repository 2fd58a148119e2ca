"""The table of writers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from publish.errors import SettingsError
from publish.model.formats import FORMATS, Format
from publish.writers import WRITERS, writer_for


def test_every_format_has_its_writer_in_the_order_of_the_list() -> None:
    assert tuple(writer.format for writer in WRITERS) == FORMATS


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_a_writer_is_found_by_its_formats_name(format: Format) -> None:
    assert writer_for(format.name).format is format


def test_a_misspelt_format_is_refused_with_the_right_name() -> None:
    with pytest.raises(SettingsError) as caught:
        writer_for("epup")

    assert caught.value.hint == "did you mean 'epub'?"


def test_no_two_formats_share_a_name_or_a_suffix_and_only_a_folder_has_none() -> None:
    assert len({format.name for format in FORMATS}) == len(FORMATS)
    assert len({format.suffix for format in FORMATS}) == len(FORMATS)
    assert [format.name for format in FORMATS if not format.suffix] == ["xhtml"]
    assert [format.name for format in FORMATS if format.folder] == ["xhtml"]


def test_the_tables_load_none_of_the_engines() -> None:
    engines = ("weasyprint", "docx", "PIL", "fontTools", "lxml", "selectolax", "markdown_it")
    program = (
        "import sys, publish.writers, publish.readers;"
        f"print([m for m in {engines} if m in sys.modules])"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert run.stdout.strip() == b"[]"
