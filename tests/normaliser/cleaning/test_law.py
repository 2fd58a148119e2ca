"""The proof that no character is lost or made."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publish.normaliser.cleaning.law import balance

ANY = st.characters(codec=None)  # halves of surrogate pairs too
WHITE = st.characters().filter(str.isspace)
SIGNS = ("a", "é", "字", "\u200b", "\ud800", "𝄞", "\U0010ffff", "\0")


@given(st.text(ANY), st.lists(WHITE), st.randoms(use_true_random=False))
def test_the_same_characters_balance_in_whatever_order_and_white_space(
    text: str, white: list[str], random: Random
) -> None:
    letters = [*text, *white]
    random.shuffle(letters)

    balance([text], letters)


@given(st.text(ANY), st.text(ANY))
def test_texts_of_different_characters_do_not_balance(one: str, other: str) -> None:
    assume(sorted("".join(one.split())) != sorted("".join(other.split())))

    with pytest.raises(AssertionError, match="lost or made"):
        balance([one], [other])


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_lost_character_is_named(sign: str) -> None:
    with pytest.raises(AssertionError) as caught:
        balance(["Rents rose.", sign], ["Rents rose."])

    assert repr(sign) in str(caught.value)


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_character_that_was_made_is_named(sign: str) -> None:
    with pytest.raises(AssertionError) as caught:
        balance(["Rents rose."], ["Rents", f" rose.{sign}"])

    assert repr(sign) in str(caught.value)


def test_a_word_that_stands_twice_is_lost_when_it_goes_once() -> None:
    with pytest.raises(AssertionError):
        balance(["Rents", "Rents"], ["Rents"])
