"""What a blog says about a post beside it."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import cues
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of

_LONGEST_META = 25  # words of a post's meta line; 4 of 5,351


@rule(
    "chrome.post-meta",
    "What a blog says about a post: “Posted in City | 3 comments”.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nPosted in City | 3 comments",
)
def post_meta(page: Page, left: Left) -> Iterator[Finding]:
    """Point at lines that begin with "Posted in" and hold a bar, a date or a count of comments."""
    for index, each in marks_of(page).of(left, "post", "begins"):
        text = page.texts[index]
        if page.words[index] > _LONGEST_META or page.is_prose(index):
            continue
        said_so = cues(page.bares[index])
        divided = "|" in text or "·" in text or "•" in text
        if divided or (said_so & {"comments", "date", "tags"} and not page.is_sentence(index)):
            yield Finding(index, index, f"about the post, not of it (“{each.phrase} …”)")
