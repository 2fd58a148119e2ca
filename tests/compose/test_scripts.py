"""What a style sheet says for an edition's language."""

import pytest

from publish.compose.sheets import style_sheet
from publish.layouts import load_layout
from publish.model.edition import DocxStyles, Layout

PAGE = {"width": "210mm", "height": "297mm", "margin": "0mm 0mm 0mm 0mm"}


def sheet(css: str, language: str, **options: str) -> str:
    layout = Layout(
        "house",
        "House",
        {},
        {"house/print.css": css},
        DocxStyles(),
        options=options,
        kinds=dict.fromkeys(options, "length"),
        page=PAGE,
    )
    return style_sheet(layout, "print", language).split("\n", 1)[1]


CSS = (
    ":root { --face: Serif }\n:root:lang(zh, ja) { --face: Song }\n"
    ":root:lang(zh-Hant) { --face: Ming }\np { font-family: var(--face) }"
)


@pytest.mark.parametrize(
    ("language", "face"),
    [
        ("en", "Serif"),
        ("zh", "Song"),
        ("zh-Hans-CN", "Song"),
        ("zh-hant", "Ming"),
        ("ja", "Song"),
        ("zhx", "Serif"),
        ("", "Serif"),
    ],
)
def test_the_root_speaks_for_the_edition_s_language(language: str, face: str) -> None:
    assert sheet(CSS, language).strip().endswith(f"p {{ font-family: {face} }}")


def test_a_language_may_name_what_an_option_set() -> None:
    css = (
        ":root:lang(ar) { --leading: calc(var(--leading) * 2) }\np { line-height: var(--leading) }"
    )

    assert "line-height: calc(15pt * 2)" in sheet(css, "ar", leading="15pt")
    assert "line-height: 15pt" in sheet(css, "en", leading="15pt")


@pytest.mark.parametrize(
    ("language", "face"),
    [("zh-Hans", "Noto Serif CJK SC"), ("ja", "Noto Serif CJK JP"), ("ko-KR", "Noto Serif CJK KR")],
)
def test_each_language_of_east_asia_has_its_own_forms(language: str, face: str) -> None:
    css = style_sheet(load_layout("briefing"), "print", language)

    body = css[css.index("\nbody {") :]
    assert body[: body.index("}")].count("Noto Serif CJK") == 1
    assert face in body[: body.index("}")]
