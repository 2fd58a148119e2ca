"""Floods of pages, Word files and mails."""

from __future__ import annotations

from tests.flood import PROSE, Flood, of_page, of_word, run

PAGES: dict[str, Flood] = {
    # HTML
    "html: paragraphs": of_page("<p>Late {n}."),
    "html: divs": of_page("<div>a</div>"),
    "html: open inlines": of_page("<b>a"),
    "html: nested to the limit": of_page("<i>" * 100 + "a" + "</i>" * 100),
    "html: formatting again": of_page("<p><b><i><u>a"),
    "html: different formatting": of_page("<b class=c{n}>a<p>"),
    "html: end tags": of_page("</p>"),
    "html: end tags of none": of_page("</b></i></a>"),
    "html: attributes": of_page(" a{n}=b", "<p", ">The end."),
    "html: attributes in one": of_page("a=", "<p ", ">The end."),
    "html: classes": of_page("c{n} ", '<p class="', '">The end.'),
    "html: styles": of_page("color:red;", '<p style="', '">The end.'),
    "html: style sheet": of_page(".a{n}{display:none}", "<style>", "</style>"),
    "html: style sheet of comments": of_page("/*", "<style>", "</style>"),
    "html: style sheet of braces": of_page("{", "<style>", "</style>"),
    "html: style sheet of at rules": of_page("@media a{", "<style>", "</style>"),
    "html: comments": of_page("<!-- a -->"),
    "html: open comments": of_page("<!--"),
    "html: declarations": of_page("<!A>"),
    "html: entities": of_page("&amp;"),
    "html: open entities": of_page("&a"),
    "html: numbered entities": of_page("&#49;"),
    "html: ampersands": of_page("&"),
    "html: less than": of_page("< "),
    "html: cdata": of_page("<![CDATA["),
    "html: lists": of_page("<ul><li>a</ul>"),
    "html: nested lists": of_page("<ul><li>a" * 40 + "</ul>" * 40),
    "html: items": of_page("<li>a"),
    "html: items with links": of_page("<li><a href=/{n}>a</a>", "<ul>"),
    "html: definition lists": of_page("<dl><dt>a<dd>b</dl>"),
    "html: terms": of_page("<dt>a", "<dl>"),
    "html: rows": of_page("<tr><td>a<td>b", "<table>"),
    "html: cells": of_page("<td>a", "<table><tr>"),
    "html: tables": of_page("<table><tr><td>a</table>"),
    "html: nested tables": of_page("<table><tr><td>a" * 20 + "</table>" * 20),
    "html: spans": of_page("<tr><td rowspan=60 colspan=60>a", "<table>"),
    "html: row spans": of_page("<tr><td rowspan=9999>a", "<table>"),
    "html: captions": of_page("<caption>a</caption>", "<table>"),
    "html: words in a table": of_page("a<tr>", "<table>"),
    "html: breaks": of_page("a<br>"),
    "html: breaks alone": of_page("<br>"),
    "html: rules": of_page("<hr>"),
    "html: headings": of_page("<h2>a</h2>"),
    "html: quotes": of_page("<blockquote>a</blockquote>"),
    "html: figures": of_page("<figure><img src=a{n}.png><figcaption>a</figcaption></figure>"),
    "html: pictures": of_page("<img src=data:image/png;base64,AAAA>"),
    "html: small pictures": of_page('<img src="" alt=a>'),
    "html: links": of_page("<a href=/{n}>a</a> "),
    "html: links in one": of_page("<a href=/>"),
    "html: long address": of_page("a/", '<p><a href="https://a.example/', '">a</a>'),
    "html: anchors": of_page("<a id=b{n}></a>"),
    "html: links to anchors": of_page("<a href=#b{n}>a</a><i id=b{n}>b</i>"),
    "html: footnotes": of_page("<sup><a href=#f{n} id=r{n}>{n}</a></sup>"),
    "html: notes": of_page("<p>a<sup><a href=#f{n}>{n}</a></sup><p id=f{n}>{n}. b"),
    "html: scripts": of_page("<script>a</script>"),
    "html: script of brackets": of_page("[", "<script type=application/ld+json>", "</script>"),
    "html: JSON-LD": of_page('{"a":"b"},', "<script type=application/ld+json>[", "]</script>"),
    "html: JSON-LD of braces": of_page('{"a":', "<script type=application/ld+json>", "</script>"),
    "html: JSON-LD of quotes": of_page('"a', "<script type=application/ld+json>{", "</script>"),
    "html: meta": of_page("<meta name=author content=Ann>"),
    "html: forms": of_page("<form><input><button>a</button></form>"),
    "html: options": of_page("<option>a", "<select>"),
    "html: textareas": of_page("<textarea>a</textarea>"),
    "html: code": of_page("<pre>a\n</pre>"),
    "html: lines of code": of_page("a\n", "<pre>"),
    "html: spans of code": of_page("<span>a</span>", "<pre><code>"),
    "html: MathML": of_page("<math><mi>a</mi></math>"),
    "html: rows of MathML": of_page("<mi>a</mi>", "<math>"),
    "html: nested MathML": of_page("<mrow>" * 100 + "<mi>a</mi>" + "</mrow>" * 100, "<math>"),
    "html: TeX": of_page("\\(a\\) "),
    "html: open TeX": of_page("\\("),
    "html: TeX fractions": of_page("\\frac{", "<p>\\(", "\\)"),
    "html: SVG": of_page("<svg><text>a</text></svg>"),
    "html: templates": of_page("<template>a</template>"),
    "html: noscript": of_page("<noscript>a</noscript>"),
    "html: iframes": of_page("<iframe src=a></iframe>"),
    "html: times": of_page("<time datetime=2023-05-07>7 May</time>"),
    "html: bylines": of_page('<p class="byline">By Ann Ode'),
    "html: shares": of_page("<p>Share"),
    "html: comments of readers": of_page("<div class=comment><b>Ann</b><p>Late!</div>"),
    "html: related": of_page("<h3>Related</h3><ul><li><a href=/{n}>Boats are late</a></ul>"),
    "html: hidden": of_page("<p hidden>a"),
    "html: body tags": of_page("<body a{n}=b>"),
    "html: cut tag": of_page("<p a='b"),
    "html: words without an end": of_page("a", "<p>"),
    "html: ruby": of_page("<ruby>a<rt>b</rt></ruby>"),
    "html: checkboxes": of_page("<li><input type=checkbox>a", "<ul>"),
    "html: drop caps": of_page("<p><span class=dropcap>A</span>nn"),
    "html: verses": of_page("<div class=line>a</div>", "<div class=verse>"),
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
    "html: byline": of_page("Ann Ode, ", '<p class=byline>By '),
    # Word
    "word: paragraphs": of_word(f"<w:p>{run('a')}</w:p>"),
    "word: runs": of_word(run("a"), "<w:p>", "</w:p>"),
    "word: bold runs": of_word(
        "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>", "<w:p>", "</w:p>"
    ),
    "word: breaks": of_word("<w:r><w:br/></w:r>", "<w:p>", "</w:p>"),
    "word: tabs": of_word("<w:r><w:tab/></w:r>", "<w:p>", f"{run('a')}</w:p>"),
    "word: fields": of_word('<w:fldSimple w:instr="PAGE"/>', "<w:p>", "</w:p>"),
    "word: begun fields": of_word(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:p>", f"{run('a')}</w:p>"
    ),
    "word: ended fields": of_word(
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "<w:p>", f"{run('a')}</w:p>"
    ),
    "word: whole fields": of_word(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF b</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:p>",
        f"{run('a')}</w:p>",
    ),
    "word: long instruction": of_word(
        ' "a', '<w:p><w:fldSimple w:instr=\'HYPERLINK ', f"'>{run('a')}</w:fldSimple></w:p>"
    ),
    "word: bookmarks": of_word(
        '<w:bookmarkStart w:id="{n}" w:name="b{n}"/><w:bookmarkEnd w:id="{n}"/>', "<w:p>", "</w:p>"
    ),
    "word: links to bookmarks": of_word(
        '<w:bookmarkStart w:id="{n}" w:name="b{n}"/><w:bookmarkEnd w:id="{n}"/>'
        f'<w:hyperlink w:anchor="b{{n}}">{run("a")}</w:hyperlink>',
        "<w:p>",
        "</w:p>",
    ),
    "word: items": of_word(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"{run('a')}</w:p>"
    ),
    "word: items deeper": of_word(
        "".join(
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            f"{run('a')}</w:p>"
            for n in range(9)
        )
    ),
    "word: items by hand": of_word(f"<w:p>{run('- a')}</w:p>"),
    "word: rows": of_word(
        f"<w:tr><w:tc><w:p>{run('a')}</w:p></w:tc></w:tr>", "<w:tbl>", "</w:tbl>"
    ),
    "word: tables": of_word(f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc></w:tr></w:tbl>"),
    "word: nested controls": of_word(
        "<w:sdt><w:sdtContent>" * 30 + f"<w:p>{run('a')}</w:p>" + "</w:sdtContent></w:sdt>" * 30
    ),
    "word: changes": of_word(f'<w:ins w:id="{{n}}">{run("a")}</w:ins>', "<w:p>", "</w:p>"),
    "word: moves": of_word(f'<w:moveFrom w:id="{{n}}">{run("a")}</w:moveFrom>', "<w:p>", "</w:p>"),
    "word: comments": of_word(
        f'<w:commentRangeStart w:id="{{n}}"/>{run("a")}<w:commentRangeEnd w:id="{{n}}"/>',
        "<w:p>",
        "</w:p>",
    ),
    "word: headings": of_word(
        f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("a")}</w:p>'
    ),
    "word: bold lines": of_word(
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Boats</w:t></w:r></w:p><w:p>{run('Late.')}</w:p>"
    ),
    "word: formulas": of_word(
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>a</m:t></m:r></m:oMath>",
        "<w:p>",
        "</w:p>",
    ),
    "word: one formula": of_word(
        "<m:r><m:t>a</m:t></m:r>",
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">',
        "</m:oMath></w:p>",
    ),
    "word: empty paragraphs": of_word("<w:p/>"),
    "word: lines in a font of code": of_word(
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
