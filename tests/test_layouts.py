"""Layouts from folders: what is found, what is refused, what changes the digest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from publish.compose.sheets import style_sheet
from publish.errors import BrokenLayout, LayoutError, MissingFont, SettingsError, UnknownLayout
from publish.files import shipped
from publish.layouts import describe, list_layouts, load_layout
from publish.layouts.copying import copy_layout, start_layout
from publish.model.formats import FORMATS

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
    assert describe("briefing").formats == tuple(format.name for format in FORMATS)


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
        ("title = ", 'formats = ["pfd"]\ntitle = ', "formats", "did you mean 'pdf'?"),
        ("title = ", 'formats = ["nope"]\ntitle = ', "formats", "known: docx, epub, json, pdf"),
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

    with pytest.raises(BrokenLayout, match="line 4"):
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


# Layouts that extend another


def test_a_small_layout_has_the_rest_from_the_one_it_extends(tmp_path: Path) -> None:
    start(
        tmp_path,
        "house",
        'title = "House"\nextends = "briefing"\n[options]\njustify = { default = true }\n'
        "[page.sizes.a4]\nmargins = [1, 2, 3, 4]\n[labels.de]\nsource = 'Woher'\n"
        '[docx]\naccent = "112233"\n',
        print_css="p { color: red }",
    )

    made, above = load_layout("house", project=tmp_path), load_layout("briefing")

    assert list(made.styles)[1:4] == ["base/print.css", "briefing/print.css", "house/print.css"]
    assert set(made.templates) == set(above.templates)
    assert (made.options["justify"], above.options["justify"]) == ("true", "false")
    assert made.page["margin"] == "1mm 2mm 3mm 4mm"
    assert made.page["width"] == "210mm"
    assert made.labels["de"] == {**above.labels["de"], "source": "Woher"}
    assert (made.docx.accent, made.docx.text_font) == ("112233", above.docx.text_font)
    assert made.fonts == above.fonts
    assert describe("house", tmp_path).extends == ("briefing", "base")


@pytest.mark.parametrize(
    ("parent", "message", "hint"),
    [
        ("breifing", "no layout 'breifing' to extend", "did you mean 'briefing'?"),
        ("house", "extends itself: house → house", "another name"),
        ("other", "extends itself: house → other → house", "another name"),
    ],
)
def test_a_parent_that_is_none_names_file_and_line(
    tmp_path: Path, parent: str, message: str, hint: str
) -> None:
    start(tmp_path, "house", f'title = "House"\nextends = "{parent}"\n')
    start(tmp_path, "other", 'title = "Other"\n\nextends = "house"\n')

    with pytest.raises(BrokenLayout) as caught:
        load_layout("house", project=tmp_path)

    line = "other/layout.toml:3" if parent == "other" else "house/layout.toml:2"
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.where == line


def test_a_mistake_in_what_is_extended_names_that_file(own: Path) -> None:
    edit(own, "layout.toml", "width = 210", "width = 'wide'")
    start(own, "house", 'title = "House"\nextends = "mine"\n')

    with pytest.raises(BrokenLayout) as caught:
        load_layout("house", project=own)

    assert caught.value.where == f"mine/layout.toml:{line_of(own, 'width')}"


def test_what_is_only_there_to_be_extended_is_no_layout() -> None:
    assert "base" not in {each.name for each in list_layouts()}
    with pytest.raises(UnknownLayout):
        load_layout("base")


def test_the_digest_covers_what_is_extended(own: Path) -> None:
    start(own, "house", 'title = "House"\nextends = "mine"\n')
    before = load_layout("house", project=own).digest
    edit(own, "print.css", "3.75pt", "3.5pt")

    assert load_layout("house", project=own).digest != before


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("text_size", "10", "such as 10.5pt"),
        ("text_size", "-3pt", "such as 10.5pt"),
        ("text_size", "3in", "at least 7pt, at most 24pt"),
        ("accent", "red", "such as #7a1f1f"),
        ("links", "fot", "did you mean 'foot'?"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(key: str, value: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_layout("briefing", options={key: value})

    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ('{ type = "lenght", default = "1pt" }', "did you mean 'length'?"),
        ('{ type = "length", default = "1" }', "such as 10.5pt"),
        ('{ type = "colour", default = "blue" }', "such as #7a1f1f"),
        ("{ default = 5, most = 3 }", "at most 3"),
        ('{ defualt = "x" }', "did you mean 'default'?"),
    ],
)
def test_an_option_that_is_described_wrongly_names_its_line(
    tmp_path: Path, option: str, hint: str
) -> None:
    start(tmp_path, "house", f'title = "H"\nextends = "base"\n[options]\nmine = {option}\n')

    with pytest.raises(BrokenLayout) as caught:
        describe("house", tmp_path)

    assert (caught.value.where, caught.value.hint) == ("house/layout.toml:4", hint)


def test_a_started_layout_prints_as_its_parent_and_a_whole_one_stands_alone(
    tmp_path: Path,
) -> None:
    small = start_layout("briefing", "small", tmp_path)
    whole = copy_layout("briefing", "whole", tmp_path)

    shipped_one = load_layout("briefing")
    for name in ("small", "whole"):
        made = load_layout(name, project=tmp_path)
        assert (made.options, made.page) == (shipped_one.options, shipped_one.page)
        assert style_sheet(made, "print").split() == style_sheet(shipped_one, "print").split()
    assert sorted(path.name for path in small.iterdir()) == ["layout.toml", "print.css"]
    assert (whole / "edition.html.j2").is_file()
    assert describe("whole", tmp_path).extends == ("whole-base",)
    with pytest.raises(LayoutError):
        start_layout("briefing", "small", tmp_path)


# Custom properties


def test_options_and_the_root_s_properties_are_put_in_their_places() -> None:
    layout = replace(
        load_layout("briefing", options={"accent": "#123456"}),
        styles={
            "a/print.css": ":root { --gap: 2mm; --twice: calc(var(--gap) * 2) }\n"
            "h1 { color: var(--accent); margin: var(--twice) var(--none, 3pt) }",
            "b/print.css": "/* var(--unknown) */ :root { --gap: 4mm }",
        },
    )

    css = style_sheet(layout, "print")

    assert "h1 { color: #123456; margin: calc(4mm * 2) 3pt }" in css
    assert ":root" not in css


def test_a_property_set_below_the_root_is_the_engine_s_and_no_e_book_s() -> None:
    sheet = ":root { --a: 1pt }\n.x { --a: 2pt }\np { margin: var(--a) }"
    both = {"a/print.css": sheet, "a/reflow.css": sheet}
    layout = replace(load_layout("briefing"), styles=both)

    assert "p { margin: var(--a) }" in style_sheet(layout, "print")
    with pytest.raises(BrokenLayout) as caught:
        style_sheet(layout, "reflow")
    assert caught.value.where == "a/reflow.css:3"


def test_a_property_that_nothing_sets_names_its_line_and_the_nearest() -> None:
    layout = replace(load_layout("briefing"), styles={"a/print.css": "\n\np { top: var(--acent) }"})

    with pytest.raises(BrokenLayout) as caught:
        style_sheet(layout, "print")

    assert (caught.value.where, caught.value.hint) == ("a/print.css:3", "did you mean 'accent'?")


def test_properties_in_a_circle_are_refused() -> None:
    sheet = ":root { --a: var(--b); --b: var(--a) } p { top: var(--a) }"
    layout = replace(load_layout("briefing"), styles={"a/print.css": sheet})

    with pytest.raises(BrokenLayout, match="circle"):
        style_sheet(layout, "print")
