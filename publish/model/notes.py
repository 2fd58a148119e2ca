"""Every code that a note can have: how much it weighs, what it means, what to do about it.

The list is closed: a test compares it with the codes made in publish/ and with docs/notes.md. A
note with another code comes from a rule or a program of the user's own, and is a doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Weight = Literal["wrong", "doubt", "info"]
"""`wrong`: a reader of the output would find it so; `doubt`: a person should look; `info`: told."""

WEIGHTS: tuple[Weight, ...] = ("wrong", "doubt", "info")
"""The heaviest first."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code says and what a person can do; "" where there is nothing to be done.

    `worded` says whether the words it speaks of stand in the block of its place, so that they are
    on record when cleaning takes the block: then the note goes with it.
    """

    weight: Weight
    means: str
    do: str = ""
    worded: bool = False


def weight_of(code: str) -> Weight:
    """How much a note with this code weighs; a code that is not ours is a doubt."""
    found = CODES.get(code)
    return found.weight if found else "doubt"


_LOOK = "look at the source: publish inspect FILE"
_OTHER = "save the article itself, or leave the page out"

CODES: Mapping[str, Meaning] = {
    # no article
    "page.consent": Meaning("wrong", "The page is a cookie wall.", _OTHER),
    "page.empty": Meaning("wrong", "The page holds no sentence.", _OTHER),
    "page.error": Meaning("wrong", "The page is an error page.", _OTHER),
    "page.gallery": Meaning("wrong", "The page is a gallery of pictures.", _OTHER),
    "page.index": Meaning("wrong", "The page is a list of articles.", _OTHER),
    "page.login": Meaning("wrong", "The page is a form to log in.", _OTHER),
    "page.paywall": Meaning("wrong", "The page is a paywall.", _OTHER),
    "page.robot": Meaning("wrong", "The page is a check for robots.", _OTHER),
    "page.script": Meaning("wrong", "The page is a shell that its scripts would fill.", _OTHER),
    "page.truncated": Meaning("wrong", "The article stops at a paywall.", _OTHER),
    "page.video": Meaning("wrong", "The page is that of a video.", _OTHER),
    # cleaning
    "rule.overruled": Meaning(
        "wrong",
        "A rule would have taken over 40 % of the article: what it found there stays.",
        "take them out: publish inspect FILE --strip N; or turn the rule off: [rules] off",
    ),
    "model.line": Meaning(
        "doubt",
        "A block that stays may be none of the article's, or lines behind it that went may be.",
        "see its words: publish inspect FILE; --strip N takes, --restore N brings back",
    ),
    "body.missing-picture": Meaning(
        "doubt",
        "A picture of the article was not saved with it; its caption is not printed.",
        "save the page with its pictures, beside it or in one file",
    ),
    "decision.unmatched": Meaning(
        "doubt",
        "A passage or a line named in decisions.toml stands no longer in the article.",
        "take it out of decisions.toml, or name the passage anew",
    ),
    "decision.twice": Meaning(
        "doubt",
        "Two lines of decisions.toml edit one line of the article; the later holds.",
        "take one of them out: publish inspect FILE --undo N",
    ),
    "decision.no-file": Meaning(
        "doubt",
        "A table of decisions.toml speaks of no file of its folder.",
        "name the table after its file, or take it out",
    ),
    "source.link": Meaning(
        "info",
        "Links in a folder that lead out of it, or to nothing, are no sources.",
        "--follow-links follows those that lead out",
    ),
    "source.result": Meaning(
        "info",
        "What a build made is no source: files that a manifest names, folders that hold one.",
    ),
    "source.both": Meaning(
        "doubt",
        "The address that was named is that of an object and of a folder: the object was taken.",
        "with a slash at its end it is that of the folder",
    ),
    "source.forbidden": Meaning(
        "doubt",
        "Whether a file speaks of sources in a store, or a picture is there, the store does not"
        " tell: it was taken for not there.",
        "give the credentials the right to list the bucket",
    ),
    "source.duplicate": Meaning(
        "info",
        "The article is the same as that of another source of the run, or nearly so.",
        "--unique prints the first of them; without it all are printed",
    ),
    "source.left-out": Meaning(
        "info", "What a file of articles holds besides them was left out, and how much of it."
    ),
    "source.no-articles": Meaning(
        "doubt",
        "A file of articles holds none: nothing is made of it.",
        "look into it: publish inspect FILE; fetch it once more",
    ),
    "source.fields": Meaning(
        "doubt",
        "No object of a file has a field that --fields or the settings name.",
        "compare the names: head -n 1 FILE",
    ),
    "feed.left-out": Meaning("info", "What an item of a feed says besides its article."),
    "feed.summary": Meaning(
        "doubt",
        "The feed gives the beginning of the article alone, or a summary.",
        "save the page of the article itself",
    ),
    "mail.left-out": Meaning(
        "doubt",
        "Parts of a mail are not printed: files that came with it, mails that were passed on.",
        "save them by themselves",
    ),
    "source.edited-copy": Meaning(
        "info",
        "A Word file that was made from another source of the folder is none itself.",
    ),
    "source.vanished": Meaning(
        "info",
        "A source was there when the run began and gone when its turn came: it is left out.",
    ),
    "cluster.refused": Meaning(
        "info",
        "A node of a cluster would make other results than this machine, and got no work.",
        "install there what is here, or let it see the same folders",
    ),
    "cluster.lost": Meaning(
        "info",
        "Nodes of a cluster were lost while they worked: others did what they had not finished.",
    ),
    "output.edited": Meaning(
        "info",
        "A result was changed by somebody since it was made: it is kept as it is.",
        "a Word file: publish merge FILE; what is to be made anew: --replace",
    ),
    "output.orphaned": Meaning(
        "info",
        "Results have no source any more: it is gone, renamed, a copy, or met a namesake.",
        "publish build … --prune removes those that nobody has changed",
    ),
    "output.pruned": Meaning("info", "Results without a source were removed, as --prune asks."),
    "output.unlocked": Meaning(
        "doubt",
        "The store takes any write: nothing there keeps two runs out of one folder.",
        "let one run at a time write into that folder",
    ),
    "decision.option": Meaning(
        "doubt",
        "An option that an article sets for itself holds for whole editions only; it is left out.",
        "set it for the edition: [[edition]] in publish.toml, or --set",
    ),
    # fields
    "metadata.no-title": Meaning(
        "doubt",
        "No title was found; the file's name is printed.",
        "set it: --title, or title in decisions.toml",
    ),
    "metadata.disagree": Meaning(
        "doubt",
        "Two places of the source say different things of a field.",
        "set the field, in decisions.toml or by --title, --author, --date, --outlet",
    ),
    "metadata.date": Meaning(
        "doubt",
        "No day of publication was found; that of the last change, or of the address, is printed.",
        "set it: --date, or published in decisions.toml",
    ),
    "front-matter.broken": Meaning(
        "doubt",
        "The front matter is not valid; it was read key by key.",
        "mend it, and compare the fields: publish inspect FILE",
    ),
    "front-matter.below": Meaning(
        "info", "Lines below the headline were read as front matter and are not printed."
    ),
    "hint.keywords": Meaning("info", "A page's meta keywords were not taken for its tags."),
    "page.properties": Meaning("info", "A page's table of properties was read as its fields."),
    # characters and bytes
    "glyph.missing": Meaning(
        "wrong",
        "No font has a character; its name stands in its place.",
        "put a font that has it into the project's fonts/",
    ),
    "glyph.folded": Meaning(
        "info",
        "Letters in another style, such as 𝐛𝐨𝐥𝐝, that no font has are printed as plain ones.",
    ),
    "source.unread": Meaning(
        "wrong",
        "Bytes of the source are no characters; a sign of replacement stands for each.",
        "save the source as UTF-8",
    ),
    "source.charset": Meaning("info", "The source is not in UTF-8: which encoding was read."),
    "source.saved": Meaning("info", "The day on which the page was saved."),
    "text.cleaned": Meaning("info", "Control characters were dropped."),
    # pictures, drawings, frames
    "image.missing": Meaning(
        "doubt",
        "A picture in a sentence is not there; its words stand for it, where it has any.",
        "save the page with its pictures",
        worded=True,
    ),
    "image.unreadable": Meaning(
        "doubt", "A picture cannot be decoded and is not printed.", "save it again, as PNG or JPEG"
    ),
    "drawing.left-out": Meaning(
        "doubt",
        "Words of a drawing in the page, such as a chart's, are not printed.",
        "put a picture of it into the source",
    ),
    "frame.left-out": Meaning(
        "info", "A video, chart or post from elsewhere: its address is printed.", worded=True
    ),
    "picture.twice": Meaning("info", "A picture for browsers without scripts was left out."),
    # formulas and programs
    "formula.lost": Meaning(
        "wrong", "A formula drawn by a program has no words and is not printed.", _LOOK
    ),
    "formula.tex": Meaning(
        "doubt", "A formula was not understood and is printed as TeX.", _LOOK, worded=True
    ),
    "code.marks": Meaning(
        "info", "What marks words of a program as struck or linked was left out; they stay."
    ),
    "code.numbers": Meaning("info", "Numbers of lines beside a program were left out."),
    "markdown.options": Meaning("info", "Options of a program were left out."),
    # links, notes, lists
    "link.dropped": Meaning(
        "info", "A link has no address that a reader can follow; its words stay.", worded=True
    ),
    "link.nowhere": Meaning("info", "A link leads nowhere in the article; its words stay."),
    "footnote.heading": Meaning("info", "A heading over notes was left out: they have marks."),
    "footnote.sign": Meaning("info", "A sign that leads from a note to its mark was left out."),
    "footnote.moved": Meaning("info", "Notes find no room at the foot and stand at the end."),
    "list.numbers": Meaning(
        "doubt",
        "A list's numbers are of a kind that cannot be printed; it counts 1, 2, 3.",
        "see whether the text refers to them",
    ),
    "table.parted": Meaning(
        "doubt",
        "A table has more columns than a page can hold: it is printed in parts.",
        "compare the parts with the source",
    ),
    "table.broken": Meaning(
        "wrong",
        "A number in a table is wider than the page and is broken over lines.",
        "see whether it is one number in the source",
    ),
    # what readers leave out
    "control.left-out": Meaning("info", "Words that are there to be pressed were left out."),
    "control.ticked": Meaning(
        "info", "A ticked box of a form is not shown; its words stay.", worded=True
    ),
    "html.hidden": Meaning("info", "Words that were hidden when the page was saved."),
    "html.slot": Meaning("info", "Words that a browser does not show, such as “Loading”."),
    "html.template": Meaning("info", "Patterns of a page that a browser does not show."),
    "markdown.embedded": Meaning(
        "doubt",
        "Another page is embedded; its name stands in its place.",
        "put its words into the source",
    ),
    "markdown.template": Meaning("info", "A line of a template was left out."),
    "mhtml.frames": Meaning("info", "Of several frames the one with the most to read was read."),
    "json.left-out": Meaning(
        "info", "Sentences in fields of an object that are none of the article's are not printed."
    ),
    "json.texts": Meaning(
        "doubt",
        "An object has two texts with words of their own; one of them is printed.",
        "say which one it is: --fields body=NAME",
    ),
    "json.twice": Meaning(
        "doubt", "An object has a field twice and says two things of it.", "mend what writes it"
    ),
    "warc.cut": Meaning(
        "doubt", "The crawler left out the rest of a page.", "crawl it once more, or compare it"
    ),
    "warc.digest": Meaning(
        "doubt",
        "A page is not as the crawler wrote it: its digest is another.",
        "fetch the file once more",
    ),
    "text.hyphens": Meaning("info", "Words halved at the ends of lines are whole again."),
    "text.mail-header": Meaning("info", "A mail's header is not printed."),
    "text.pages": Meaning("info", "Page numbers and running heads were left out."),
    "text.underlined": Meaning("info", "Underlined words stand as plain text.", worded=True),
    # Word files
    "word.template": Meaning(
        "info", "Of a Word template was left out what is not looks: macros, links, its text."
    ),
    "word.option": Meaning("info", "An option of the layout changes nothing in a Word file."),
    "word.changes": Meaning(
        "info", "Tracked changes of a Word file were accepted, or what --changes says."
    ),
    "word.chunk": Meaning(
        "doubt",
        "A document that lies inside a Word file as a whole (altChunk) is not printed.",
        "open the file in Word and save it again: Word takes its words in",
    ),
    "word.damaged": Meaning(
        "doubt",
        "A part of a Word file cannot be read; the file was read without it.",
        "open it in Word and save it again",
    ),
    "word.drawing": Meaning(
        "doubt",
        "A chart, a diagram or words drawn as shapes in a Word file are not printed.",
        "put a picture of it into the source",
    ),
    "word.field": Meaning(
        "doubt",
        "A field that Word draws from its code, such as a fraction, is not printed.",
        "write it as a formula",
    ),
    "word.hidden": Meaning(
        "info", "Words that a Word file hides were left out; whole lines are on record."
    ),
    "word.highlight": Meaning("info", "Highlighted words stand plain."),
    "word.macros": Meaning("info", "Macros of a Word file were left out."),
    "word.object": Meaning(
        "info", "An object inside a Word file, such as a spreadsheet, stands as its picture."
    ),
    "word.outside": Meaning(
        "doubt",
        "What lies outside a Word file, a picture or a document, was not fetched.",
        "put it into the file: in Word, Insert a picture from a file",
    ),
    "word.record": Meaning(
        "doubt",
        "The article that a Word file of ours carries cannot be read; its text was.",
        "compare the fields: publish inspect FILE",
    ),
    "word.remark": Meaning(
        "info", "A comment spoke of words that were taken out; it stands on the article."
    ),
    "word.ruby": Meaning("info", "Readings above words stand behind them in brackets."),
    "word.several": Meaning(
        "doubt",
        "A Word file holds several articles and is read as one text.",
        "write what was changed back to the articles: publish merge FILE",
    ),
    "word.symbol": Meaning("doubt", "A sign of a font that nobody here knows was left out.", _LOOK),
    # typesetting
    "engine.unknown": Meaning(
        "doubt",
        "Another WeasyPrint than the one publish was written for: what print goes without.",
        "see which parts run: publish check",
    ),
    "epub.font": Meaning(
        "info",
        "A font of an e-book stands in it whole: it cannot be cut, or its maker does not allow it.",
    ),
    "print.engine": Meaning(
        "doubt", "WeasyPrint did not understand something.", "see the layout's CSS, and --css"
    ),
    "typeset.failed": Meaning("info", "A paragraph is set as WeasyPrint has it, after a bug."),
}
