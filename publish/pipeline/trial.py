"""A layout tried on articles that hold everything, without printing them."""

from __future__ import annotations

from publish.compose import compose
from publish.compose.template_checks import check_templates
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.model.tree import Paragraph, Text
from publish.writers.docx import check_template

_WORDS = (Text("Words."),)
_ARTICLE = Article(
    name="trial.txt",
    title=_WORDS,
    language="en",
    standfirst=_WORDS,
    byline=("Ann Ode", "Bo Li", "Cy Dee", "Dora Em", "Edu Fa"),
    dateline="London",
    published="2026-01-01",
    outlet="The Daily",
    url="https://example.org/trial",
    tags=("trial",),
    summary=_WORDS,
    key_points=(_WORDS,),
    body=(Paragraph(_WORDS),),
    author_note=(Paragraph(_WORDS),),
)


def try_layout(layout: Layout) -> None:
    """Raise BrokenLayout for a mistake in what a layout holds, with its file and line."""
    from publish.writers.xhtml.folder import folder_of, with_fonts  # heavy

    check_templates(layout)
    check_template(layout)
    for edition in (
        Edition.of(_ARTICLE),
        Edition.of(_ARTICLE, _ARTICLE, title="Trial", sections=(("One", 1), ("Two", 1))),
    ):
        compose(edition, layout, "print")
        with_fonts(folder_of(edition, layout), layout)
