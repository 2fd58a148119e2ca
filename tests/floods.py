"""Articles that are one thing over and over: what a reader, a rule or a writer must not stumble on.

`FLOODS` is the table: a name with its format, and what is repeated. A piece may count (`{n}`), have
a head before all of it and an end behind it. `flood` makes one of any size.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

PROSE = "The ferry was late for the ninth time, the harbour office said on Monday."


@dataclass(frozen=True, slots=True)
class Flood:
    """One thing over and over, between a head and an end."""

    suffix: str
    piece: str
    head: str = ""
    end: str = ""

    def of(self, size: int) -> bytes:
        """A file of about so many bytes."""
        if "{n}" not in self.piece:
            count = max(1, size // len(self.piece.encode()))
            made = self.piece * count
        else:
            pieces, length, number = [], 0, 0
            while length < size:
                pieces.append(self.piece.replace("{n}", str(number)))
                length += len(pieces[-1])
                number += 1
            made = "".join(pieces)
        text = f"{self.head}{made}{self.end}"
        return word(text) if self.suffix == "docx" else text.encode()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word(body: str) -> bytes:
    """A Word file with this body; members are not packed, so that no growth is refused."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("[Content_Types].xml", _TYPES)
        made.writestr("_rels/.rels", _RELATIONS)
        made.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return file.getvalue()


def _text(piece: str, head: str = "Ferries\n\n", end: str = "") -> Flood:
    return Flood("txt", piece, head, end)


def _markdown(piece: str, head: str = f"# Ferries\n\n{PROSE}\n\n", end: str = "") -> Flood:
    return Flood("md", piece, head, end)


def _page(piece: str, head: str = "", end: str = "") -> Flood:
    start = f"<html lang=en><title>Ferries</title><body><h1>Ferries</h1><p>{PROSE}</p>{head}"
    return Flood("html", piece, start, end)


def _word(piece: str, head: str = "", end: str = "") -> Flood:
    start = f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p>{head}"
    return Flood("docx", piece, start, end)


def _run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def _lines(name: str, piece: str, head: str = "", end: str = "") -> dict[str, Flood]:
    """The same words in one paragraph of every format."""
    return {
        f"text: {name}": _text(piece, f"Ferries\n\n{PROSE} {head}", end),
        f"markdown: {name}": _markdown(piece, f"# Ferries\n\n{PROSE} {head}", end),
        f"html: {name}": _page(piece, f"<p>{PROSE} {head}", f"{end}</p>"),
        f"word: {name}": _word(
            piece, "<w:p><w:r><w:t xml:space='preserve'>" + head, f"{end}</w:t></w:r></w:p>"
        ),
    }


FLOODS: dict[str, Flood] = {
    # words
    **_lines("a word", "ferry"),
    **_lines("a number", "7"),
    **_lines("numbers with commas", "1,"),
    **_lines("numbers with spaces", "1 "),
    **_lines("dates", "7 May 2023 "),
    **_lines("dates with dots", "7.5.2023."),
    **_lines("ISO dates", "2023-05-07-"),
    **_lines("months", "May "),
    **_lines("an address", "quay/", "https://example.org/"),
    **_lines("addresses", "https://a.example/{n} "),
    **_lines("addresses in one", "https://"),
    **_lines("www", "www."),
    **_lines("mail addresses", "ann@example.org "),
    **_lines("mail addresses in one", "a@a."),
    **_lines("names", "Ann Ode, "),
    **_lines("capitals", "A. "),
    **_lines("authors", "by Ann and "),
    **_lines("quotation marks", '"'),
    **_lines("quoted words", '"a" '),
    **_lines("apostrophes", "'"),
    **_lines("apostrophes in words", "d'a'"),
    **_lines("brackets", "["),
    **_lines("brackets both", "[]"),
    **_lines("parentheses", "("),
    **_lines("nested parentheses", "(a "),
    **_lines("hyphens", "-"),
    **_lines("hyphened words", "ab-"),
    **_lines("dashes", "– "),
    **_lines("dots", "."),
    **_lines("dotted letters", "a."),
    **_lines("ellipses", ". . "),
    **_lines("question marks", "?!"),
    **_lines("bars", "a | "),
    **_lines("colons", "a: "),
    **_lines("slashes", "a/"),
    **_lines("hashes", "#a "),
    **_lines("at signs", "@a "),
    **_lines("cues", "Share "),
    **_lines("cues of related stories", "Read more: "),
    **_lines("cues of rights", "© 2023 "),
    **_lines("non-breaking spaces", "\u00a0a"),
    **_lines("zero width", "a\u200b"),
    **_lines("soft hyphens", "a\u00ad"),
    **_lines("accents", "e\u0301"),
    **_lines("Chinese", "中文。"),
    **_lines("Arabic", "كلمة "),
    **_lines("Thai", "ไทย"),
    **_lines("mixed scripts", "aж中"),
    **_lines("emoji", "👩‍🚀"),
    **_lines("percent", "%41"),
    **_lines("underscores", "_"),
    **_lines("dollars", "$a"),
    **_lines("backslashes", "\\"),
    **_lines("carets", "^a"),
    **_lines("tildes", "~a"),
    **_lines("equals", "="),
    **_lines("stars", "* "),
    **_lines("note marks", "[1]"),
    **_lines("hours", "10:30 "),
    **_lines("ordinals", "1st "),
    **_lines("units", "5 km "),
    **_lines("money", "$1,000.00 "),
    # text
    "text: lines": _text("Boat {n}\n"),
    "text: one letter a line": _text("a\n"),
    "text: paragraphs": _text("Boat {n} is late.\n\n"),
    "text: empty lines": _text("\n", end="The end."),
    "text: blank lines": _text(" \n", end="The end."),
    "text: spaces": _text(" ", end="The end."),
    "text: tabs": _text("\t", end="The end."),
    "text: quoted mail": _text("> a\n"),
    "text: quoted deep": _text("> " * 40 + "a\n"),
    "text: one quote": _text(">"),
    "text: headers": _text("From: Ann\nTo: Bo\nSubject: {n}\n\n"),
    "text: header lines": _text("Subject: a\n", head=""),
    "text: forwarded": _text("-----Original Message-----\nFrom: Ann\n"),
    "text: rules": _text("-----\n"),
    "text: numbers alone": _text("{n}\n\n"),
    "text: bullets": _text("- a\n"),
    "text: numbered": _text("{n}. a\n"),
    "text: indented": _text("    a\n"),
    "text: deeper and deeper": _text(" a\n  b\n   c\n    d\n     e\n"),
    "text: hyphens at ends": _text("fer-\nry "),
    "text: form feeds": _text("a\f"),
    "text: pages": _text("Page {n}\n\f"),
    "text: entities": _text("&amp;"),
    "text: tags": _text("<p>a</p>"),
    "text: br": _text("a<br>"),
    "text: cdata": _text("<![CDATA["),
    "text: cues": _text("Share\nTweet\nRead more\nAdvertisement\nBy Ann Ode\n"),
    "text: captions": _text("Photo: Ann Ode\n\n"),
    "text: sub-headings": _text("BOATS\n\nLate.\n\n"),
    "text: returns": _text("a\r"),
    "text: tables": _text("a  b  c\n"),
    # Markdown
    "markdown: comments": _markdown("<!-- a -->"),
    "markdown: comments in words": _markdown("a <!-- b --> "),
    "markdown: comments a line": _markdown("<!-- {n} -->\n"),
    "markdown: comments between": _markdown("<!-- {n} -->\n\nLate.\n\n"),
    "markdown: open comments": _markdown("<!--"),
    "markdown: open comments a word": _markdown("a <!-- "),
    "markdown: open comments a line": _markdown("<!-- a\n\n"),
    "markdown: conditional comments": _markdown("<![if a]>"),
    "markdown: instructions": _markdown("<?"),
    "markdown: declarations": _markdown("<!A"),
    "markdown: cdata": _markdown("<![CDATA["),
    "markdown: nested brackets": _markdown("[a"),
    "markdown: bracket pairs": _markdown("[]("),
    "markdown: link ends": _markdown("]("),
    "markdown: links": _markdown("[a](b) "),
    "markdown: open links": _markdown("[a](b "),
    "markdown: links of angles": _markdown("[a](<b "),
    "markdown: pictures": _markdown("![a](b.png) "),
    "markdown: open pictures": _markdown("!["),
    "markdown: nested pictures": _markdown("![", end="](a)" * 20),
    "markdown: titles": _markdown('[a](b "'),
    "markdown: references": _markdown("[a][b"),
    "markdown: definitions": _markdown("[a{n}]: https://a.example\n"),
    "markdown: definitions of one": _markdown("[a]: b\n"),
    "markdown: definitions and uses": _markdown("[a{n}]: b\n\n[a{n}] c\n\n"),
    "markdown: open definitions": _markdown("[a]:\n"),
    "markdown: escaped brackets": _markdown("\\["),
    "markdown: wiki links": _markdown("[[a]] "),
    "markdown: open wiki links": _markdown("[[a "),
    "markdown: embeds": _markdown("![[a]] "),
    "markdown: stars": _markdown("*"),
    "markdown: stars and words": _markdown("*a "),
    "markdown: two stars": _markdown("**a "),
    "markdown: stars both": _markdown("*a**"),
    "markdown: stars inside": _markdown("a**b"),
    "markdown: underscores": _markdown("_a "),
    "markdown: underscores in words": _markdown("a_"),
    "markdown: both emphases": _markdown("*_a "),
    "markdown: struck": _markdown("~~a "),
    "markdown: struck in one": _markdown("~~a"),
    "markdown: marked": _markdown("==a "),
    "markdown: backticks": _markdown("`"),
    "markdown: backticks and words": _markdown("`a "),
    "markdown: growing backticks": _markdown("".join("`" * n + "a" for n in range(1, 120))),
    "markdown: fences": _markdown("```\n"),
    "markdown: open fences": _markdown("```a\n\n"),
    "markdown: fences of waves": _markdown("~~~\n"),
    "markdown: fenced divs": _markdown("::: a\n"),
    "markdown: admonitions": _markdown("!!! note\n"),
    "markdown: admonitions with words": _markdown("!!! note\n    a\n\n"),
    "markdown: callouts": _markdown("> [!note] a\n\n"),
    "markdown: dollars": _markdown("$"),
    "markdown: dollars and words": _markdown("$a "),
    "markdown: two dollars": _markdown("$$a "),
    "markdown: two dollars a line": _markdown("$$\n"),
    "markdown: formulas": _markdown("$a_1$ "),
    "markdown: TeX brackets": _markdown("\\("),
    "markdown: TeX environments": _markdown("\\begin{a}"),
    "markdown: fractions": _markdown("\\frac{", "# Ferries\n\n$"),
    "markdown: braces": _markdown("{"),
    "markdown: attributes": _markdown("a{.b} "),
    "markdown: open attributes": _markdown("{.a "),
    "markdown: templates": _markdown("{% a %}"),
    "markdown: open templates": _markdown("{% "),
    "markdown: two braces": _markdown("{{ "),
    "markdown: shortcodes": _markdown("{{< a >}} "),
    "markdown: open shortcodes": _markdown("{{< a "),
    "markdown: quote a line": _markdown("> a\n"),
    "markdown: quotes": _markdown("> a\n\n"),
    "markdown: nested quotes": _markdown(">" * 100 + " a\n"),
    "markdown: quotes deeper": _markdown("> > > > > > > > a\n\n"),
    "markdown: one quote": _markdown(">"),
    "markdown: lists": _markdown("- a\n"),
    "markdown: loose lists": _markdown("- a\n\n"),
    "markdown: nested list": _markdown("- " * 40 + "a\n"),
    "markdown: one line of bullets": _markdown("- "),
    "markdown: empty items": _markdown("-\n"),
    "markdown: deeper lists": _markdown("".join("  " * n + "- a\n" for n in range(20))),
    "markdown: numbered": _markdown("1. a\n"),
    "markdown: numbers": _markdown("{n}. a\n"),
    "markdown: task lists": _markdown("- [ ] a\n"),
    "markdown: many list kinds": _markdown("- a\n\n+ b\n\n* c\n\n"),
    "markdown: definition lists": _markdown("a\n: b\n\n"),
    "markdown: definitions alone": _markdown(": a\n"),
    "markdown: table rows": _markdown("| a |\n", "# Ferries\n\n| b |\n|---|\n"),
    "markdown: bars": _markdown("|"),
    "markdown: bars a line": _markdown("| a\n"),
    "markdown: wide table": _markdown("|a", "# Ferries\n\n", "|\n"),
    "markdown: table rulers": _markdown("|-|\n"),
    "markdown: tables": _markdown("|a|\n|-|\n|b|\n\n"),
    "markdown: dashes as rulers": _markdown("- - \n"),
    "markdown: grid tables": _markdown("+---+\n| a |\n"),
    "markdown: rows of dashes": _markdown("--- ---\n a b\n"),
    "markdown: headings": _markdown("## a\n"),
    "markdown: headings of one name": _markdown("## Boats\n\nLate.\n\n"),
    "markdown: hashes": _markdown("#"),
    "markdown: setext": _markdown("a\n===\n"),
    "markdown: equals a line": _markdown("===\n"),
    "markdown: dashes a line": _markdown("---\n"),
    "markdown: front matter": _markdown("a: b\n", "---\n", f"---\n\n# Ferries\n\n{PROSE}\n"),
    "markdown: open front matter": _markdown("a{n}: b\n", "---\n"),
    "markdown: front matter list": _markdown("- a\n", "---\ntags:\n", f"---\n\n# F\n\n{PROSE}\n"),
    "markdown: nested front matter": _markdown("[", "---\na: ", f"\n---\n\n# F\n\n{PROSE}\n"),
    "markdown: front matter quote": _markdown("a'", "---\na: '", f"\n---\n\n# F\n\n{PROSE}\n"),
    "markdown: footnotes": _markdown("a[^{n}] b\n\n[^{n}]: c\n\n"),
    "markdown: footnote marks": _markdown("[^a] "),
    "markdown: marks of one note": _markdown("[^a] ", end="\n\n[^a]: b\n"),
    "markdown: inline notes": _markdown("^[a] "),
    "markdown: open inline notes": _markdown("^[a "),
    "markdown: notes in notes": _markdown("[^{n}]: a [^{n}]\n\n"),
    "markdown: html tags": _markdown("<b>"),
    "markdown: closed tags": _markdown("<b>a</b> "),
    "markdown: end tags": _markdown("</b>"),
    "markdown: html blocks": _markdown("<div>\n"),
    "markdown: html blocks with words": _markdown("<div>\n\na\n\n</div>\n\n"),
    "markdown: details": _markdown("<details>\n\na\n\n"),
    "markdown: scripts": _markdown("<script>\n"),
    "markdown: pre": _markdown("<pre>\n\n"),
    "markdown: open tags": _markdown("<a "),
    "markdown: attributes of a tag": _markdown(" a=b", "# Ferries\n\nOne <b"),
    "markdown: open attributes of a tag": _markdown(' a="', "# Ferries\n\nOne <b"),
    "markdown: less than": _markdown("<"),
    "markdown: less than and words": _markdown("a < b "),
    "markdown: autolinks": _markdown("<https://a.example> "),
    "markdown: open autolinks": _markdown("<https://a "),
    "markdown: entities": _markdown("&amp;"),
    "markdown: ampersands": _markdown("&"),
    "markdown: open entities": _markdown("&a"),
    "markdown: numbered entities": _markdown("&#1"),
    "markdown: breaks": _markdown("a  \n"),
    "markdown: breaks by strokes": _markdown("a\\\n"),
    "markdown: lines": _markdown("a\n"),
    "markdown: line block": _markdown("| a\n"),
    "markdown: indented code": _markdown("    a\n\n"),
    "markdown: tabs": _markdown("\t"),
    "markdown: table in lists": _markdown("- | a |\n  |---|\n  | b |\n"),
    "markdown: anchors": _markdown('<a id="{n}"></a>'),
    "markdown: links to anchors": _markdown("[a](#b{n}) "),
    "markdown: block ids": _markdown("a ^b{n}\n\n"),
    "markdown: comments of Obsidian": _markdown("%% a %% "),
    "markdown: open comments of Obsidian": _markdown("%% a"),
    "markdown: abbreviations": _markdown("*[A{n}]: b\n"),
    "markdown: ruby": _markdown("{a|b}"),
    # HTML
    "html: paragraphs": _page("<p>Late {n}."),
    "html: divs": _page("<div>a</div>"),
    "html: open inlines": _page("<b>a"),
    "html: nested to the limit": _page("<i>" * 100 + "a" + "</i>" * 100),
    "html: formatting again": _page("<p><b><i><u>a"),
    "html: different formatting": _page("<b class=c{n}>a<p>"),
    "html: end tags": _page("</p>"),
    "html: end tags of none": _page("</b></i></a>"),
    "html: attributes": _page(" a{n}=b", "<p", ">The end."),
    "html: attributes in one": _page("a=", "<p ", ">The end."),
    "html: classes": _page("c{n} ", '<p class="', '">The end.'),
    "html: styles": _page("color:red;", '<p style="', '">The end.'),
    "html: style sheet": _page(".a{n}{display:none}", "<style>", "</style>"),
    "html: style sheet of comments": _page("/*", "<style>", "</style>"),
    "html: style sheet of braces": _page("{", "<style>", "</style>"),
    "html: style sheet of at rules": _page("@media a{", "<style>", "</style>"),
    "html: comments": _page("<!-- a -->"),
    "html: open comments": _page("<!--"),
    "html: declarations": _page("<!A>"),
    "html: entities": _page("&amp;"),
    "html: open entities": _page("&a"),
    "html: numbered entities": _page("&#49;"),
    "html: ampersands": _page("&"),
    "html: less than": _page("< "),
    "html: cdata": _page("<![CDATA["),
    "html: lists": _page("<ul><li>a</ul>"),
    "html: nested lists": _page("<ul><li>a" * 40 + "</ul>" * 40),
    "html: items": _page("<li>a"),
    "html: items with links": _page("<li><a href=/{n}>a</a>", "<ul>"),
    "html: definition lists": _page("<dl><dt>a<dd>b</dl>"),
    "html: terms": _page("<dt>a", "<dl>"),
    "html: rows": _page("<tr><td>a<td>b", "<table>"),
    "html: cells": _page("<td>a", "<table><tr>"),
    "html: tables": _page("<table><tr><td>a</table>"),
    "html: nested tables": _page("<table><tr><td>a" * 20 + "</table>" * 20),
    "html: spans": _page("<tr><td rowspan=60 colspan=60>a", "<table>"),
    "html: row spans": _page("<tr><td rowspan=9999>a", "<table>"),
    "html: captions": _page("<caption>a</caption>", "<table>"),
    "html: words in a table": _page("a<tr>", "<table>"),
    "html: breaks": _page("a<br>"),
    "html: breaks alone": _page("<br>"),
    "html: rules": _page("<hr>"),
    "html: headings": _page("<h2>a</h2>"),
    "html: quotes": _page("<blockquote>a</blockquote>"),
    "html: figures": _page("<figure><img src=a{n}.png><figcaption>a</figcaption></figure>"),
    "html: pictures": _page("<img src=data:image/png;base64,AAAA>"),
    "html: small pictures": _page('<img src="" alt=a>'),
    "html: links": _page("<a href=/{n}>a</a> "),
    "html: links in one": _page("<a href=/>"),
    "html: long address": _page("a/", '<p><a href="https://a.example/', '">a</a>'),
    "html: anchors": _page("<a id=b{n}></a>"),
    "html: links to anchors": _page("<a href=#b{n}>a</a><i id=b{n}>b</i>"),
    "html: footnotes": _page("<sup><a href=#f{n} id=r{n}>{n}</a></sup>"),
    "html: notes": _page("<p>a<sup><a href=#f{n}>{n}</a></sup><p id=f{n}>{n}. b"),
    "html: scripts": _page("<script>a</script>"),
    "html: script of brackets": _page("[", "<script type=application/ld+json>", "</script>"),
    "html: JSON-LD": _page('{"a":"b"},', "<script type=application/ld+json>[", "]</script>"),
    "html: JSON-LD of braces": _page('{"a":', "<script type=application/ld+json>", "</script>"),
    "html: JSON-LD of quotes": _page('"a', "<script type=application/ld+json>{", "</script>"),
    "html: meta": _page("<meta name=author content=Ann>"),
    "html: forms": _page("<form><input><button>a</button></form>"),
    "html: options": _page("<option>a", "<select>"),
    "html: textareas": _page("<textarea>a</textarea>"),
    "html: code": _page("<pre>a\n</pre>"),
    "html: lines of code": _page("a\n", "<pre>"),
    "html: spans of code": _page("<span>a</span>", "<pre><code>"),
    "html: MathML": _page("<math><mi>a</mi></math>"),
    "html: rows of MathML": _page("<mi>a</mi>", "<math>"),
    "html: nested MathML": _page("<mrow>" * 100 + "<mi>a</mi>" + "</mrow>" * 100, "<math>"),
    "html: TeX": _page("\\(a\\) "),
    "html: open TeX": _page("\\("),
    "html: TeX fractions": _page("\\frac{", "<p>\\(", "\\)"),
    "html: SVG": _page("<svg><text>a</text></svg>"),
    "html: templates": _page("<template>a</template>"),
    "html: noscript": _page("<noscript>a</noscript>"),
    "html: iframes": _page("<iframe src=a></iframe>"),
    "html: times": _page("<time datetime=2023-05-07>7 May</time>"),
    "html: bylines": _page('<p class="byline">By Ann Ode'),
    "html: shares": _page("<p>Share"),
    "html: comments of readers": _page("<div class=comment><b>Ann</b><p>Late!</div>"),
    "html: related": _page("<h3>Related</h3><ul><li><a href=/{n}>Boats are late</a></ul>"),
    "html: hidden": _page("<p hidden>a"),
    "html: body tags": _page("<body a{n}=b>"),
    "html: cut tag": _page("<p a='b"),
    "html: words without an end": _page("a", "<p>"),
    "html: ruby": _page("<ruby>a<rt>b</rt></ruby>"),
    "html: checkboxes": _page("<li><input type=checkbox>a", "<ul>"),
    "html: drop caps": _page("<p><span class=dropcap>A</span>nn"),
    "html: verses": _page("<div class=line>a</div>", "<div class=verse>"),
    "html: title": Flood("html", "a | ", "<title>", f"</title><h1>Ferries</h1><p>{PROSE}"),
    "html: many titles": Flood("html", "<title>a</title>", "", f"<h1>Ferries</h1><p>{PROSE}"),
    "html: long heading": Flood("html", "Ferries ", "<h1>", f"</h1><p>{PROSE}"),
    "html: long author": Flood(
        "html", "Ann and ", '<meta name=author content="', f'"><h1>Ferries</h1><p>{PROSE}'
    ),
    "html: long description": Flood(
        "html", "a. ", '<meta name=description content="', f'"><h1>Ferries</h1><p>{PROSE}'
    ),
    "html: long date": Flood(
        "html", "2023-", '<meta name=date content="', f'"><h1>Ferries</h1><p>{PROSE}'
    ),
    "html: long language": Flood("html", "en-", '<html lang="', f'"><h1>Ferries</h1><p>{PROSE}'),
    "html: byline": _page("Ann Ode, ", '<p class=byline>By '),
    # Word
    "word: paragraphs": _word(f"<w:p>{_run('a')}</w:p>"),
    "word: runs": _word(_run("a"), "<w:p>", "</w:p>"),
    "word: bold runs": _word(
        "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>", "<w:p>", "</w:p>"
    ),
    "word: breaks": _word("<w:r><w:br/></w:r>", "<w:p>", "</w:p>"),
    "word: tabs": _word("<w:r><w:tab/></w:r>", "<w:p>", f"{_run('a')}</w:p>"),
    "word: fields": _word('<w:fldSimple w:instr="PAGE"/>', "<w:p>", "</w:p>"),
    "word: begun fields": _word(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:p>", f"{_run('a')}</w:p>"
    ),
    "word: ended fields": _word(
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "<w:p>", f"{_run('a')}</w:p>"
    ),
    "word: whole fields": _word(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF b</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:p>",
        f"{_run('a')}</w:p>",
    ),
    "word: long instruction": _word(
        ' "a', '<w:p><w:fldSimple w:instr=\'HYPERLINK ', f"'>{_run('a')}</w:fldSimple></w:p>"
    ),
    "word: bookmarks": _word(
        '<w:bookmarkStart w:id="{n}" w:name="b{n}"/><w:bookmarkEnd w:id="{n}"/>', "<w:p>", "</w:p>"
    ),
    "word: links to bookmarks": _word(
        '<w:bookmarkStart w:id="{n}" w:name="b{n}"/><w:bookmarkEnd w:id="{n}"/>'
        f'<w:hyperlink w:anchor="b{{n}}">{_run("a")}</w:hyperlink>',
        "<w:p>",
        "</w:p>",
    ),
    "word: items": _word(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"{_run('a')}</w:p>"
    ),
    "word: items deeper": _word(
        "".join(
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            f"{_run('a')}</w:p>"
            for n in range(9)
        )
    ),
    "word: items by hand": _word(f"<w:p>{_run('- a')}</w:p>"),
    "word: rows": _word(
        f"<w:tr><w:tc><w:p>{_run('a')}</w:p></w:tc></w:tr>", "<w:tbl>", "</w:tbl>"
    ),
    "word: tables": _word(f"<w:tbl><w:tr><w:tc><w:p>{_run('a')}</w:p></w:tc></w:tr></w:tbl>"),
    "word: nested controls": _word(
        "<w:sdt><w:sdtContent>" * 30 + f"<w:p>{_run('a')}</w:p>" + "</w:sdtContent></w:sdt>" * 30
    ),
    "word: changes": _word(f'<w:ins w:id="{{n}}">{_run("a")}</w:ins>', "<w:p>", "</w:p>"),
    "word: moves": _word(f'<w:moveFrom w:id="{{n}}">{_run("a")}</w:moveFrom>', "<w:p>", "</w:p>"),
    "word: comments": _word(
        f'<w:commentRangeStart w:id="{{n}}"/>{_run("a")}<w:commentRangeEnd w:id="{{n}}"/>',
        "<w:p>",
        "</w:p>",
    ),
    "word: headings": _word(
        f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{_run("a")}</w:p>'
    ),
    "word: bold lines": _word(
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Boats</w:t></w:r></w:p><w:p>{_run('Late.')}</w:p>"
    ),
    "word: formulas": _word(
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>a</m:t></m:r></m:oMath>",
        "<w:p>",
        "</w:p>",
    ),
    "word: one formula": _word(
        "<m:r><m:t>a</m:t></m:r>",
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">',
        "</m:oMath></w:p>",
    ),
    "word: empty paragraphs": _word("<w:p/>"),
    "word: lines in a font of code": _word(
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr><w:t>a</w:t></w:r></w:p>'
    ),
    # saved pages
    "mail: parts": Flood(
        "mhtml",
        "--b\nContent-Type: text/plain\n\na\n",
        'From: <a>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        f"Content-Type: text/html\n\n<h1>Ferries</h1><p>{PROSE}\n",
        "--b--\n",
    ),
    "mail: headers": Flood(
        "mhtml",
        "X-{n}: a\n",
        "From: <a>\nMIME-Version: 1.0\nContent-Type: text/html\n",
        f"\n<h1>Ferries</h1><p>{PROSE}\n",
    ),
    "mail: folded header": Flood(
        "mhtml",
        " a\n",
        "From: <a>\nMIME-Version: 1.0\nContent-Type: text/html\nSubject: a\n",
        f"\n<h1>Ferries</h1><p>{PROSE}\n",
    ),
    "mail: encoded words": Flood(
        "mhtml",
        "=?utf-8?q?a?= ",
        "From: <a>\nMIME-Version: 1.0\nContent-Type: text/html\nSubject: ",
        f"\n\n<h1>Ferries</h1><p>{PROSE}\n",
    ),
    "mail: quoted-printable": Flood(
        "mhtml",
        "a=\n",
        "From: <a>\nMIME-Version: 1.0\nContent-Type: text/html\n"
        "Content-Transfer-Encoding: quoted-printable\n\n<h1>Ferries</h1><p>",
    ),
    "mail: boundaries": Flood(
        "mhtml",
        "--b\n",
        'From: <a>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        f"Content-Type: text/html\n\n<h1>Ferries</h1><p>{PROSE}\n",
        "--b--\n",
    ),
}  # fmt: skip
