"""Layouts from folders: what is found, what is refused, what changes the digest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from publish.errors import BrokenLayout, MissingFont, SettingsError, UnknownLayout
from publish.files import shipped
from publish.layouts import FORMATS, describe, list_layouts, load_layout

SHIPPED = shipped("layouts")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A project with a layout of its own that has everything itself, as the base does."""
    shutil.copytree(SHIPPED / "base", tmp_path / "layouts" / "mine")
    edit(tmp_path, "layout.toml", "abstract = true\n", "")
    return tmp_path


def start(project: Path, name: str, settings: str, **others: str) -> None:
    """A small layout in a project."""
    folder = project / "layouts" / name
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text(settings, "utf-8")
    for file, text in others.items():
        (folder / file.replace("_", ".")).write_text(text, "utf-8")


def edit(project: Path, name: str, old: str, new: str) -> None:
    path = project / "layouts" / "mine" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def line_of(project: Path, text: str) -> int:
    lines = (project / "layouts" / "mine" / "layout.toml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(text))


def test_the_briefing_has_all_that_a_layout_needs() -> None:
    layout = load_layout("briefing")

    assert layout.title == "Briefing"
    assert list(layout.styles) == [
        "base/common.css",
        "base/print.css",
        "briefing/print.css",
        "base/reflow.css",
    ]
    assert layout.page == {
        "size": "a4",
        "width": "210mm",
        "height": "297mm",
        "margin": "36mm 25mm 34mm 61mm",
    }
    assert layout.options["justify"] == "false"
    assert layout.labels["de"]["of"] == "von"
    assert layout.fonts["SourceSerif4-Regular.otf"][:4] == b"OTTO"
    assert len(layout.digest) == 64


def test_every_language_has_every_label() -> None:
    labels = load_layout("briefing").labels

    assert {tag: set(words) for tag, words in labels.items()} == {
        tag: set(labels["en"]) for tag in labels
    }


def test_every_option_explains_itself() -> None:
    options = describe("briefing").options

    assert all(option.help for option in options)
    assert {"justify", "subject", "page.size", "page.margin"} <= {o.key for o in options}


def test_letter_has_the_measure_of_a4() -> None:
    page = load_layout("briefing", options={"page.size": "letter"}).page

    _, right, _, left = (float(part.removesuffix("mm")) for part in page["margin"].split())
    width = float(page["width"].removesuffix("mm"))
    assert (page["width"], page["height"]) == ("215.9mm", "279.4mm")
    assert width - right - left == pytest.approx(124, abs=0.2)


def test_margins_can_be_set() -> None:
    page = load_layout("briefing", options={"page.margin": "20 20mm 25.5 60"}).page

    assert page["margin"] == "20mm 20mm 25.5mm 60mm"


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("justfy", "true", "did you mean 'justify'?"),
        ("page.sice", "a4", "did you mean 'page.size'?"),
        ("page.size", "A4", "known: a4, letter"),
        ("justify", "yes", "known: false, true"),
        ("page.margin", "1 2 3", "such as 30 25 30 25"),
        ("page.margin", "1 2 3 wide", "such as 30 25 30 25"),
        ("page.margin", "1 2 3 -4", "such as 30 25 30 25"),
        ("page.margin", "1 2 3 400", "such as 30 25 30 25"),
    ],
)
def test_a_wrong_option_is_refused_with_the_right_one(key: str, value: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_layout("briefing", options={key: value})

    assert key in caught.value.where
    assert caught.value.hint == hint


@pytest.mark.parametrize("name", ["breifing", "../layouts/briefing", "", "briefing/"])
def test_a_name_that_is_no_layout_is_refused(name: str) -> None:
    with pytest.raises(UnknownLayout):
        load_layout(name)


def test_a_misspelt_name_gets_the_nearest() -> None:
    with pytest.raises(UnknownLayout) as caught:
        load_layout("breifing")

    assert caught.value.hint == "did you mean 'briefing'?"


def test_a_project_s_own_layout_is_listed_and_comes_first(own: Path) -> None:
    shutil.copytree(SHIPPED / "briefing", own / "layouts" / "briefing")
    path = own / "layouts" / "briefing" / "layout.toml"
    path.write_text(path.read_text("utf-8").replace('"Briefing"', '"Ours"', 1), "utf-8")

    listed = {layout.name: layout for layout in list_layouts(own)}

    assert {"briefing", "mine"} <= set(listed)
    assert listed["mine"].own
    assert listed["briefing"].title == load_layout("briefing", project=own).title == "Ours"
    assert not describe("briefing").own
    assert describe("briefing").formats == FORMATS


def test_css_of_the_user_comes_last(own: Path) -> None:
    layout = load_layout("mine", css=b"\xef\xbb\xbfp { color: red }", project=own)

    assert list(layout.styles)[-1] == "--css"
    assert layout.styles["--css"] == "p { color: red }"
    with pytest.raises(BrokenLayout):
        load_layout("mine", css=b"\xff", project=own)


def described_and_loaded(project: Path) -> None:
    describe("mine", project)
    load_layout("mine", project=project)


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [
        ("[options]", "[optoins]", "[optoins]", "did you mean 'options'?"),
        ("margins = [28, 44, 36, 44]", "margins = [28, 44]", "margins", ""),
        ("width = 210", "width = 'wide'", "width", ""),
        ("text_size_pt = 10.5", "text_sise_pt = 10.5", "text_sise_pt", "text_size_pt"),
        ('formats = ["pdf"', 'formats = ["pfd"', "formats", "did you mean 'pdf'?"),
        ("{ default = false", "{ default = []", "justify", ""),
    ],
)
def test_a_mistake_in_layout_toml_names_its_line(
    own: Path, old: str, new: str, line: str, hint: str
) -> None:
    edit(own, "layout.toml", old, new)

    with pytest.raises(BrokenLayout) as caught:
        described_and_loaded(own)

    assert caught.value.where == f"mine/layout.toml:{line_of(own, line)}"
    assert hint in caught.value.hint


def test_toml_that_is_none_names_its_place(own: Path) -> None:
    edit(own, "layout.toml", "[page]", "[page")

    with pytest.raises(BrokenLayout, match="line 5"):
        load_layout("mine", project=own)


def test_a_layout_without_a_template_is_broken(own: Path) -> None:
    (own / "layouts" / "mine" / "edition.html.j2").unlink()

    with pytest.raises(BrokenLayout) as caught:
        load_layout("mine", project=own)

    assert caught.value.where == "mine/edition.html.j2"


def test_a_font_that_is_not_there_is_named(own: Path) -> None:
    edit(own, "layout.toml", "SourceSerif4-It.otf", "SourceSerif4-Ti.otf")

    with pytest.raises(MissingFont) as caught:
        load_layout("mine", project=own)

    line = line_of(own, '    "source-serif-4/SourceSerif4-Ti.otf')
    assert caught.value.where == f"mine/layout.toml:{line}"
    assert "SourceSerif4-It.otf" in caught.value.hint


def test_the_digest_covers_everything_that_can_change_a_page(own: Path) -> None:
    digests = [load_layout("mine", project=own).digest]
    digests.append(load_layout("mine", project=own, options={"justify": "true"}).digest)
    digests.append(load_layout("mine", project=own, options={"page.size": "letter"}).digest)
    digests.append(load_layout("mine", project=own, css="p {}").digest)
    digests.append(load_layout("mine", project=own, system_fonts=True).digest)
    for name, old in (
        ("edition.html.j2", "<main>"),
        ("print.css", "3.75pt"),
        ("layout.toml", "Von"),
    ):
        edit(own, name, old, f"{old} ")
        digests.append(load_layout("mine", project=own).digest)
    (own / "fonts").mkdir()
    shutil.copy(next(shipped("fonts").rglob("*.otf")), own / "fonts" / "mine.otf")
    digests.append(load_layout("mine", project=own).digest)

    assert len(set(digests)) == len(digests)
    assert load_layout("mine", project=own).digest == digests[-1]


def run_apart(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python of its own: fontconfig reads its file once in a process."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


USE = "from publish.layouts import load_layout, use_fonts; import os; from pathlib import Path\n"
PRINT_FONTS = "print(Path(os.environ['FONTCONFIG_FILE']).read_text())\n"


def test_shipped_fonts_need_no_file_but_the_committed_one() -> None:
    code = USE + (
        "from dataclasses import replace; layout = load_layout('briefing')\n"
        "use_fonts(replace(layout, font_folders=layout.font_folders[:1]))\n"
        "print(os.environ['FONTCONFIG_FILE'])"
    )

    done = run_apart(code)

    assert done.stdout.strip() == str(shipped("fonts") / "fonts.conf")


def test_own_fonts_come_with_the_shipped_ones(own: Path) -> None:
    (own / "fonts").mkdir()
    shutil.copy(next(shipped("fonts").rglob("*.otf")), own / "fonts" / "mine.otf")
    code = USE + f"use_fonts(load_layout('mine', project=Path({str(own)!r})))\n" + PRINT_FONTS

    done = run_apart(code)

    assert f"<dir>{own / 'fonts'}</dir>" in done.stdout
    assert f"<dir>{shipped('fonts')}</dir>" in done.stdout


def test_without_a_place_for_its_cache_fontconfig_is_given_one(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    code = USE + "use_fonts(load_layout('briefing'))\n" + PRINT_FONTS

    done = run_apart(code, XDG_CACHE_HOME=str(blocked))

    assert "<cachedir>" in done.stdout
    assert done.stderr == ""


def test_the_temporary_file_goes_with_the_process(tmp_path: Path) -> None:
    code = USE + "use_fonts(load_layout('briefing', system_fonts=True))\n" + PRINT_FONTS

    done = run_apart(code, TMPDIR=str(tmp_path))

    assert "<include" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_second_set_of_fonts_in_one_process_is_refused() -> None:
    code = USE + (
        "use_fonts(load_layout('briefing')); use_fonts(load_layout('briefing'))\n"
        "use_fonts(load_layout('briefing', system_fonts=True))"
    )

    done = run_apart(code)

    assert "LayoutError: briefing: this process already prints with other fonts" in done.stderr
