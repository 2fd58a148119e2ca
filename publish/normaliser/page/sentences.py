"""What a sentence is, and what is prose: the one definition for all that is asked of a text.

Pages are read by the last character of a text and by its length, not by grammar. How strictly
depends on what is lost by a mistake, so there are four questions, and each caller says which.
The figures are of the 5,351 development pages.
"""

from __future__ import annotations

STOPS = tuple(".!?…。！？؟۔।")
"""What a sentence ends with."""

FULL_STOPS = (".", "。")
QUESTION_MARKS = ("?", "？", "؟")
COLONS = (":", "：")

CLOSERS = "\"'”’»“‘)）]」』"
"""What may stand behind the end of a sentence."""

_QUOTES = tuple("\"'”’»")

ENDS = (*STOPS, *_QUOTES, ")")
"""How a text ends that may be a sentence, and so a paragraph that must stay: loosely.

What somebody says or what stands in brackets passes without a stop. A corner bracket does not: it
ends titles in Japanese as often, and two pages would lose their headlines.
"""

ENDS_OF_SPEECH = (*STOPS, *_QUOTES)
"""The same on a page that may be no article, whose buttons and labels stand in brackets: one page
would no longer be told to be a list of articles."""

PROSE_WORDS = 20
"""Words from which a block that ends like a sentence counts as prose."""

SENTENCE_WORDS = 6
"""Words from which a block that ends like a sentence counts as one."""

_OPEN = (*STOPS, *COLONS)
_TITLES_END = (*FULL_STOPS, *COLONS)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, strictly: a stop, with closing marks behind or not.

    For whoever makes headings and lists of lines. What somebody says ends with its corner bracket
    in Japanese, without a stop.
    """
    return text.endswith("」") or text.rstrip(CLOSERS).endswith(STOPS)


def is_ended_or_open(text: str) -> bool:
    """Whether a text ends with a stop or a colon, as no tag, name, date or caption does."""
    return text.endswith(_OPEN)


def ends_as_no_title(text: str) -> bool:
    """Whether a text ends with a full stop or a colon, as no headline, button or entry does.

    Those may ask and call out: with all stops here 119 pages change.
    """
    return text.endswith(_TITLES_END)
