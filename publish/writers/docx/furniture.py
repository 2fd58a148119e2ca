"""What stands at the head and foot of the pages of one section of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from publish.compose.markings import Marking
from publish.compose.views import head_room, running_title
from publish.model.edition import Edition, Layout
from publish.model.walk import folded
from publish.writers.docx.blocks import paragraph
from publish.writers.docx.characters import clean
from publish.writers.docx.held import front_of
from publish.writers.docx.lines import field
from publish.writers.docx.runs import Manner, Runs, plain_run

TAB = "\t"
_COUNTED = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
# Binds the number to its words where a right-to-left article has only English ones.
_LTR_MARK = "\u200e"


STYLEREF = re.compile("(STYLEREF &quot;)(.*?)(&quot;)")
"""A field that follows a title, in the XML of a head: the middle is its style's name."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """The runs of header and footer; `banner` is a paragraph beside them, `turned` their w:bidi."""

    header: str
    footer: str
    banner: str = ""
    turned: str = ""
    first_header: str = ""

    def words(self, kind: str, page: str) -> str:
        """The runs for a header or a footer of the first page, or of any other."""
        if kind == "footer":
            return self.footer
        return self.first_header if page == "first" else self.header


def page_number(manner: Manner) -> str:
    """The runs of a page's number."""
    return _COUNTED.format("PAGE") + (plain_run(_LTR_MARK) if manner.rtl else "")


def page_of_pages(words: Mapping[str, str], manner: Manner) -> str:
    """The runs of "Page 1 of 2"."""
    return (
        plain_run(f"{words.get('page', 'Page')} ")
        + _COUNTED.format("PAGE")
        + plain_run(f" {words.get('of', 'of')} ")
        + _COUNTED.format("NUMPAGES")
        + (plain_run(_LTR_MARK) if manner.rtl else "")
    )


def followed(words: str, style: str, shown: str, runs: Runs, manner: Manner) -> str:
    """The runs of a title in a head: a field that follows the paragraph of this style.

    What is shortened to fit (`shown`) stays as it is: the field would show all of it.
    """
    said = runs.words(shown, manner)
    return field(f'STYLEREF "{style}"', said) if style and shown and shown == words else said


def beside_edition(
    edition: Edition, title: str, runs: Runs, manner: Manner, layout: Layout, style: str = ""
) -> str:
    """The runs of a head with the edition's title in one corner and another in the other.

    `style` is that of the paragraph which the other follows, if it follows one.
    """
    docx = layout.docx
    _, right, _, left = docx.margins_mm
    for_edition, for_title = head_room(docx.page_width_mm - left - right)
    named, titled = folded(clean(edition.plain_title)), folded(clean(title))
    own = followed(
        named,
        title_style(edition, layout),
        running_title(named, for_edition),
        runs,
        manner.foreign(edition.language),
    )
    beside = followed(titled, style, running_title(titled, for_title), runs, manner)
    return f"{own}{plain_run(TAB)}{beside}"


def title_style(edition: Edition, layout: Layout) -> str:
    """The style of the edition's title: as on a cover, or above what each article says.

    "" where it stands nowhere.
    """
    front = front_of(edition, layout)
    if not front.title:
        return ""
    leads = layout.options.get("leads") == "true"
    return "Front Title" if leads and not front.cover else "Edition Title"


def banner_of(marking: Marking, runs: Runs, manner: Manner, turned: str) -> str:
    """The paragraph with a marking; "" without one."""
    style = "Banner" + marking.colour.capitalize()
    return paragraph(style, runs.words(marking.text, manner), turned=turned) if marking else ""
