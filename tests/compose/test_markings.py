"""Banners as the Traffic Light Protocol wants them."""

import pytest

from publish.compose.markings import marking_of


@pytest.mark.parametrize(
    ("banner", "text", "colour"),
    [
        ("TLP:RED", "TLP:RED", "red"),
        ("tlp: amber + strict", "TLP:AMBER+STRICT", "amber"),
        ("Tlp:Green", "TLP:GREEN", "green"),
        ("TLP:CLEAR", "TLP:CLEAR", "clear"),
        ("TLP:PINK", "TLP:PINK", ""),
        ("Not for  release", "Not for release", ""),
        ("", "", ""),
    ],
)
def test_a_label_of_tlp_has_its_spelling_and_colour(banner: str, text: str, colour: str) -> None:
    marking = marking_of(banner)

    assert (marking.text, marking.colour, bool(marking)) == (text, colour, bool(text))
