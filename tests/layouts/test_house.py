"""A house's own logo and fonts: named once, found in every format, and told when they are wrong."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from publish.errors import BrokenLayout, LayoutError, MissingFont
from publish.files import shipped
from publish.layouts import load_layout, use_fonts
from publish.layouts.families import check_font
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.writers import docx, epub, xhtml
from publish.writers.pdf import write as write_pdf
from tests.build import PNG_1PX, article, asset, figure, p
from tests.validators import epubcheck, ooxml, verapdf

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
    '<rect width="40" height="20" fill="#a33"/>{}</svg>'
)
PAGE = """{{% extends "parent/edition.html.j2" %}}
{{% block opening %}}
<p class="logo"><img src="asset:{}" alt="The Harbour Desk"/></p>
{{{{ super() }}}}
{{% endblock %}}
"""
SHEET = '.end {{ background: url("asset:{}") no-repeat right top }}\n'


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    """Whoever prints first in a process decides on its fonts, for the tests behind it too."""
    use_fonts(load_layout("briefing"))


def house(project: Path, settings: str = "", **files: str | bytes) -> Path:
    """A layout `house` on top of the briefing; a name's last `_` is its dot."""
    folder = project / "layouts" / "house"
    folder.mkdir(parents=True, exist_ok=True)
    head = f'title = "House"\nextends = "briefing"\n{settings}'
    for name, data in {"layout_toml": head, **files}.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def with_logo(project: Path, settings: str = '[docx]\nlogo = "logo.png"\n') -> Layout:
    page = PAGE.format("logo.png")
    folder = house(project, settings, logo_png=PNG_1PX, mark_svg=SVG.format(""))
    (folder / "edition.html.j2").write_text(page, "utf-8")
    (folder / "common.css").write_text(SHEET.format("mark.svg"), "utf-8")
    return load_layout("house", project=project)


def rents() -> Edition:
    return Edition.of(article(p("Rents rose."), title="Rents", outlet="The Daily"))


def test_a_logo_stands_in_the_pdf(tmp_path: Path) -> None:
    data = write_pdf(rents(), with_logo(tmp_path)).data

    assert verapdf.check(data, "ua1") == verapdf.check(data, "3a") == []
    with pikepdf.open(io.BytesIO(data)) as file:
        kinds = [
            str(each.get("/S")) for each in file.objects if isinstance(each, pikepdf.Dictionary)
        ]
        alternatives = [
            str(each.Alt)
            for each in file.objects
            if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        ]
    assert "/Figure" in kinds
    assert "The Harbour Desk" in alternatives


def test_an_ornament_and_a_ground_keep_the_pdf_valid(tmp_path: Path) -> None:
    folder = house(tmp_path, logo_png=PNG_1PX)
    page = PAGE.format("logo.png").replace("The Harbour Desk", "")
    (folder / "edition.html.j2").write_text(page, "utf-8")
    (folder / "common.css").write_text(SHEET.format("logo.png"), "utf-8")
    corner = '@page { @top-right { content: url("asset:logo.png") } }'
    (folder / "print.css").write_text(corner, "utf-8")
    data = write_pdf(rents(), load_layout("house", project=tmp_path)).data

    assert verapdf.check(data, "ua1") == verapdf.check(data, "3a") == []


def test_a_logo_and_a_mark_go_into_the_package_of_an_e_book(tmp_path: Path) -> None:
    layout = with_logo(tmp_path)

    files = xhtml.write(rents(), layout).files
    made = [name for name in files if name.startswith("images/layout/")]
    assert sorted(name.rpartition(".")[2] for name in made) == ["png", "svg"]
    page, sheet = files["article.xhtml"].decode(), files["styles/article.css"].decode()
    assert all(name in page or f"url(../{name})" in sheet for name in made)
    assert "asset:" not in page + sheet
    assert epubcheck.check(epub.write(rents(), layout).data) == []


def test_words_first_page_has_the_logo_with_its_words(tmp_path: Path) -> None:
    settings = '[docx]\nlogo = "logo.png"\nlogo_alt = "Our desk"\nlogo_height_mm = 8\n'
    layout = with_logo(tmp_path, settings)
    data = docx.write(rents(), layout).data
    package = zipfile.ZipFile(io.BytesIO(data))

    assert ooxml.check(data) == []
    head = package.read("word/header-1-first.xml").decode()
    assert 'descr="Our desk"' in head
    assert f'cy="{8 * 36_000}"' in head
    assert b"media/" in package.read("word/_rels/header-1-first.xml.rels")
    assert "<w:drawing>" not in package.read("word/header-1.xml").decode()


def test_no_article_reaches_or_shadows_a_layouts_picture(tmp_path: Path) -> None:
    layout = with_logo(tmp_path)
    other = PNG_1PX + b"other"
    theirs = article(figure("logo.png", "x"), p("asset:logo.png"), title="Rents")
    theirs = Article(**{**_fields(theirs), "assets": {"logo.png": asset("logo.png", other)}})

    files = xhtml.write(Edition.of(theirs), layout).files

    (ours,) = (
        data
        for name, data in files.items()
        if name.startswith("images/layout/") and name.endswith("png")
    )
    assert ours == PNG_1PX
    assert "asset:logo.png" in files["article.xhtml"].decode()  # as its words, and no more


def _fields(made: Article) -> dict[str, Any]:
    return {name: getattr(made, name) for name in Article.__dataclass_fields__}


def test_another_logo_is_another_layout(tmp_path: Path) -> None:
    before = with_logo(tmp_path).digest
    (tmp_path / "layouts" / "house" / "mark.svg").write_text(SVG.format("<g/>"), "utf-8")

    assert load_layout("house", project=tmp_path).digest != before


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("common.css", "p { margin: 0 }\np { background: url(asset:lgo.png) }", "common.css:2"),
        ("edition.html.j2", "\n" + PAGE.format("lgo.png"), "edition.html.j2:4"),
        ("layout.toml", 'extends = "briefing"\n[docx]\nlogo = "lgo.png"\n', "layout.toml:3"),
        ("common.css", "p { background: url(logo.png) }", "common.css:1"),
        ("edition.html.j2", PAGE.replace("asset:{}", "logo.png").format(), "edition.html.j2:3"),
    ],
)
def test_a_picture_that_is_not_there_names_file_line_and_the_nearest(
    name: str, text: str, where: str, tmp_path: Path
) -> None:
    folder = house(tmp_path, logo_png=PNG_1PX)
    (folder / name).write_text(text, "utf-8")

    with pytest.raises(BrokenLayout) as caught:
        load_layout("house", project=tmp_path)

    assert caught.value.where == f"house/{where}"
    assert "logo.png" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.png", b""),
        ("logo.png", PNG_1PX[:40]),
        ("logo.png", b"GIF89a"),
        ("logo.png", PNG_1PX[:16] + b"\xff\xff\xff\x7f\xff\xff\xff\x7f" + PNG_1PX[24:]),
        ("logo.jpg", PNG_1PX),
        ("logo.svg", b"<svg"),
        ("logo.svg", b"<html/>"),
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "aaa">]>' + SVG.format("&a;").encode()),
        ("logo.svg", SVG.format("<script>x</script>").encode()),
        ("logo.svg", SVG.format('<image href="file:///etc/passwd"/>').encode()),
        ("logo.svg", SVG.format('<rect onload="x()"/>').encode()),
        ("logo.svg", SVG.format("<style>@import 'x.css'</style>").encode()),
        ("logo.svg", SVG.format('<rect style="fill: url(http://x.example/)"/>').encode()),
    ],
)
def test_a_picture_that_is_none_or_does_more_than_draw_is_one_line(
    name: str, data: bytes, tmp_path: Path
) -> None:
    folder = house(tmp_path, common_css=SHEET.format(name))
    (folder / name).write_bytes(data)

    with pytest.raises(BrokenLayout) as caught:
        load_layout("house", project=tmp_path)

    assert str(caught.value).startswith(f"house/{name}")
    assert "\n" not in str(caught.value)


def test_word_wants_a_png_of_a_logo_that_is_an_svg(tmp_path: Path) -> None:
    house(tmp_path, '[docx]\nlogo = "logo.svg"\n', logo_svg=SVG.format(""))

    with pytest.raises(BrokenLayout, match=r"layout\.toml:4: Word shows no SVG"):
        load_layout("house", project=tmp_path)


# Fonts


def harbour_type(folder: Path) -> None:
    """A family that no machine has, made of a shipped one."""
    font = TTFont(shipped("fonts") / "source-code-pro" / "SourceCodePro-Regular.otf")
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "Harbour Type"
    folder.mkdir(parents=True)
    font.save(folder / "HarbourType.otf")


@pytest.mark.parametrize("place", ["layouts/house/fonts", "fonts"])
def test_a_house_font_is_its_folder_and_one_line(place: str, tmp_path: Path) -> None:
    house(tmp_path, '[fonts]\nserif = "harbour"\n')
    harbour_type(tmp_path / place / "harbour")
    layout = load_layout("house", project=tmp_path)

    files = xhtml.write(rents(), layout).files
    sheet = files["styles/article.css"].decode()
    styles = zipfile.ZipFile(io.BytesIO(docx.write(rents(), layout).data))
    from publish.compose.sheets import style_sheet

    assert 'font: 400 10.5pt/15pt "Harbour Type", "Source Serif 4"' in style_sheet(layout, "print")
    assert str(tmp_path / place) in layout.font_folders  # where print finds it
    assert "fonts/harbourtype.otf" in files
    assert '@font-face { font-family: "Harbour Type"' in sheet
    assert 'w:ascii="Harbour Type"' in styles.read("word/styles.xml").decode()


def test_a_face_that_word_is_told_stays(tmp_path: Path) -> None:
    house(tmp_path, '[fonts]\nserif = "harbour"\n[docx]\ntext_font = "Times New Roman"\n')
    harbour_type(tmp_path / "fonts" / "harbour")

    assert load_layout("house", project=tmp_path).docx.text_font == "Times New Roman"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('serif = "harbor"', MissingFont),
        ('serif = "empty"', MissingFont),
        ('serif = "broken"', BrokenLayout),
        ('serf = "harbour"', BrokenLayout),
        ('serif = "../../etc"', MissingFont),
    ],
)
def test_a_font_that_is_wrong_is_one_line(
    line: str, problem: type[LayoutError], tmp_path: Path
) -> None:
    house(tmp_path, f"[fonts]\n{line}\n")
    harbour_type(tmp_path / "fonts" / "harbour")
    (tmp_path / "fonts" / "empty").mkdir()
    (tmp_path / "fonts" / "broken").mkdir()
    whole = (tmp_path / "fonts" / "harbour" / "HarbourType.otf").read_bytes()
    (tmp_path / "fonts" / "broken" / "a.otf").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(problem) as caught:
        load_layout("house", project=tmp_path)

    assert caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"OTTO", b"OTTO\xff\xff" + b"\0" * 20, b"true" + b"\0" * 90])
def test_what_is_no_font_is_told(data: bytes) -> None:
    with pytest.raises(BrokenLayout, match="not a sound font"):
        check_font(data, "fonts/x/a.otf")
