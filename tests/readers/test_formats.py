"""Which reader a source gets, by its bytes more than by its name."""

import gzip
import io
import random
import zipfile
from typing import get_args

import pytest

from publish.errors import EmptySource, EncryptedSource, UnknownFormat
from publish.model.article import Source
from publish.model.tree import (
    Block,
    Inline,
    Paragraph,
    Text,
)
from publish.model.walk import Node, contents_of
from publish.readers import READERS, read, reader_for
from tests.build import PNG_1PX
from tests.readers.docx.everything import EVERYTHING


def zipped(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.txt", b"Rents rise", "text"),
        ("stdin", b"Rents rise", "text"),
        ("README", b"Rents rise", "text"),
        ("a.unknown", b"Rents rise", "text"),
        ("a.md", b"Rents rise", "markdown"),
        ("A.MARKDOWN", b"Rents rise", "markdown"),
        ("a.html", b"<p>Rents rise", "html"),
        ("a.txt", b"<!DOCTYPE html><p>Rents rise", "html"),
        ("a.docx", b"\n<!-- saved -->\n<html><p>Rents", "html"),
        ("stdin", '\ufeff<?xml version="1.0"?>\n<html>'.encode(), "html"),
        ("stdin", "<!doctype html>".encode("utf-16"), "html"),
        ("a.txt", b"MZ is how the names of two towns begin", "text"),
        ("a.txt", b"BMW and OTTO built cars", "text"),
        ("a.txt", b"< html > is what he wrote", "text"),
    ],
)
def test_the_bytes_decide_and_the_suffix_helps(name: str, data: bytes, reader: str) -> None:
    assert reader_for(Source(name, data)).name == reader


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (PNG_1PX, "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"GIF89a\x01\x00", "a GIF picture"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a WebP picture"),
        (zipped("a.txt"), "a zip archive"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word or Office file"),
        (gzip.compress(b"Rents rise", mtime=0), "a gzip archive"),
        (b"{\\rtf1\\ansi Rents}", "an RTF file"),
        (random.Random(1).randbytes(5_000), "a binary file"),
        (b'<?xml version="1.0"?><rss></rss>', "an XML file"),
        (b"<svg><text>Rents</text></svg>", "an XML file"),
        (b'{"title": "Rents"}', "a JSON file"),
        (b'[{"title": "Rents"}]', "a JSON file"),
    ],
)
def test_what_is_no_text_is_named_in_plain_words(data: bytes, said: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        read(Source("a.txt", data))

    assert caught.value.message == f"looks like {said}, which is not read yet"
    assert caught.value.where == "a.txt"
    assert caught.value.hint


def test_an_old_word_file_is_to_be_saved_as_a_new_one() -> None:
    with pytest.raises(UnknownFormat) as caught:
        read(Source("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))

    assert caught.value.hint == "save it as .docx"


def test_a_word_file_is_known_by_its_parts_whatever_it_is_called() -> None:
    assert reader_for(Source("a.txt", zipped("word/document.xml"))).name == "docx"


def test_a_locked_office_file_says_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(EncryptedSource):
        read(Source("a.docx", data))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", "\u00a0\u200b".encode()])
def test_nothing_but_white_space_is_an_empty_source(name: str, data: bytes) -> None:
    with pytest.raises(EmptySource):
        read(Source(name, data))


def test_a_page_without_words_or_pictures_is_an_empty_source() -> None:
    with pytest.raises(EmptySource):
        read(Source("a.html", b"<html><body><script>x</script><p> </p></body></html>"))


def test_text_comes_last_for_it_takes_what_nobody_else_knows() -> None:
    assert READERS[-1].name == "text"


HTML = b"""<html lang="en"><p>a <code>b</code><br>c <em>d</em> <b>e</b> <sup>f</sup> <sub>g</sub>
<a href="https://example.org/">h</a> <i lang="fr">i</i> <del>s</del> <ins>t</ins>
<img src="small.png" alt="w" height="16"> <a href="#x">x</a>
<a href="#fn1">1</a></p><h2 id="x">j</h2>
<blockquote><p>k</p></blockquote><ul><li><input type=checkbox> l</li></ul>
<img src="a.png" alt="m"><pre>n</pre>
<hr><table><tr><th>o</th><th>p</th></tr><tr><td>q</td><td>r</td></tr></table>
<p>Or <math><mi>v</mi></math></p><math display="block"><mi>v</mi></math>
<dl><dt>u<dd>v</dl><ol><li id="fn1">A note.</li></ol>"""
MARKDOWN = b"""---
lang: en
---
a `b`\\
c *d* **e** <sup>f</sup> <sub>g</sub> [h](https://example.org/) [^1] <i lang="fr">i</i> [t](#j)
$v$ ![w](w.png) <ins>x</ins>

## j

> k

- [x] l ~~u~~

$$x = y$$

z
: z

![m](a.png)

    n

| o | p |
|---|---|
| q | r |

---

[^1]: A note.
"""
EVERY_TYPE = {*get_args(Block), *get_args(Inline)}


def types_in(source: Source) -> set[type]:
    seen: set[type] = set()
    waiting: list[Node] = [*read(source).blocks]
    while waiting:
        node = waiting.pop()
        seen.add(type(node))
        for held in contents_of(node):
            waiting.extend(held)
    return seen


@pytest.mark.parametrize(
    ("source", "unsaid"),
    [
        (Source("a.html", HTML, {"small.png": PNG_1PX}), set()),
        (Source("a.md", MARKDOWN, {"w.png": PNG_1PX}), set()),
        (Source("a.docx", EVERYTHING), set()),
        (Source("a.txt", b"a\n\nb"), EVERY_TYPE - {Paragraph, Text}),  # structure finds the rest
    ],
    ids=lambda each: each.name if isinstance(each, Source) else "",
)
def test_a_format_says_each_type_of_block_and_inline_that_it_can(
    source: Source, unsaid: set[type]
) -> None:
    assert types_in(source) == EVERY_TYPE - unsaid


def test_the_formats_are_those_that_are_asked_what_they_can_say() -> None:
    assert {reader.name for reader in READERS} == {
        "html",
        "markdown",
        "mhtml",
        "docx",
        "feed",
        "json",
        "warc",
        "text",
    }
