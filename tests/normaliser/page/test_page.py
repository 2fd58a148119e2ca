"""What is known of a page, and how long."""

from __future__ import annotations

import gc
import weakref

from publish.normaliser.page.page import Left, Page, once_a_page
from tests.build import draft


class Answer:
    """Something that can be watched going."""


def test_what_was_found_first_in_a_page_is_its_answer() -> None:
    @once_a_page
    def find(page: Page, left: Left) -> tuple[int, tuple[int, ...]]:
        """What is asked."""
        return len(page), left.indices

    one, other = Page.of(draft("Rents rose.")), Page.of(draft("Rents rose.", "Share"))

    assert find(one, Left((0,))) == (1, (0,))
    assert find(one, Left(())) == (1, (0,))
    assert find(other, Left(())) == (2, ())
    assert find.__doc__ == "What is asked."


def test_answers_go_with_their_page() -> None:
    @once_a_page
    def find(page: Page) -> Answer:
        return Answer()

    page = Page.of(draft("Rents rose."))
    answer = weakref.ref(find(page))
    assert find(page) is answer()

    del page
    gc.collect()

    assert answer() is None


def test_two_pages_of_one_draft_are_asked_apart() -> None:
    @once_a_page
    def find(page: Page) -> Answer:
        return Answer()

    made = draft("Rents rose.")
    one, other = Page.of(made), Page.of(made)

    assert find(one) is not find(other)


def test_what_is_left_is_told_by_index() -> None:
    left = Left((0, 2))

    assert list(left) == [0, 2]
    assert [index in left for index in range(3)] == [True, False, True]
