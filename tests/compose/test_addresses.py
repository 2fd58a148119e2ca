"""What may be linked to, and how an address is printed."""

import pytest

from publish.compose.addresses import href, printed_address
from publish.compose.lettering import PRINT_GAP


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org", "https://example.org"),
        (" HTTP://Example.org/A ", "http://example.org/A"),
        ("https://example.org/a b?q=1&r=ä#f", "https://example.org/a%20b?q=1&r=%C3%A4#f"),
        ("https://example.org/100%/%41", "https://example.org/100%25/%41"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org:8080/", "https://example.org:8080/"),
        ("https://user:secret@example.org/", "https://example.org/"),
        ("https://[::1]/", "https://[::1]/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://exa mple.org/", ""),
        ("https:///path", ""),
        ("https://example.org:port/", ""),
        ("https://[broken/", ""),
        ("mailto:nobody", ""),
        ("javascript:alert(1)", ""),
        ("tel:123", ""),
    ],
)
def test_a_link_is_an_address_that_any_reader_accepts(url: str, link: str) -> None:
    assert href(url) == link


def test_a_printed_address_has_no_scheme_and_breaks_between_its_parts() -> None:
    url = "https://www.example.org/news/a-story-of-rents.html"

    shown = str(printed_address(url, PRINT_GAP)).replace("\u200b", "|").replace("-\u2060", "-")
    assert shown == "example|.org/|news/|a-story|-of|-rents.html"


def test_an_address_that_cannot_be_linked_to_is_not_printed() -> None:
    assert printed_address("javascript:x", PRINT_GAP) == ""
