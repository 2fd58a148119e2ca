"""One article in every form that is read, as the programs write it that make such files."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from PIL import Image


def _png() -> bytes:
    made = io.BytesIO()
    Image.new("L", (320, 200), 190).save(made, "PNG")
    return made.getvalue()


PNG = _png()
PICTURE = "data:image/png;base64," + base64.b64encode(PNG).decode()


@dataclass(frozen=True)
class Story:
    """An article as its newsroom has it: `body` is HTML, days are yyyy-mm-dd."""

    title: str
    author: str
    day: str
    changed: str
    outlet: str
    url: str
    language: str
    tags: tuple[str, ...]
    standfirst: str
    body: str

    @property
    def published(self) -> datetime:
        return datetime.fromisoformat(f"{self.day}T09:30:00").replace(tzinfo=UTC)

    @property
    def updated(self) -> datetime:
        return datetime.fromisoformat(f"{self.changed}T08:00:00").replace(tzinfo=UTC)

    @property
    def picture_url(self) -> str:
        return f"{self.url}/yard.png"


ENGLISH = Story(
    title="Rents rise in the harbour",
    author="Ann Ode",
    day="2024-03-01",
    changed="2024-03-02",
    outlet="The Harbour Courier",
    url="https://courier.example/2024/rents",
    language="en",
    tags=("Housing", "Harbour"),
    standfirst="A tenth more in a year, and no end of it is in sight.",
    body=(
        "<p>Rents in the harbour rose by a tenth last year, the city said on Friday, and in the"
        " streets behind the old yard they rose by a fifth.</p>"
        '<figure><img src="{picture}" alt="The old yard"><figcaption>The old yard, where'
        " ships were built until 1987.</figcaption></figure>"
        "<h2>What the figures say</h2>"
        "<p>The office counted <em>four thousand</em> flats. Those that changed hands cost most,"
        ' as its <a href="/2024/report">report</a> tells.</p>'
        "<ul><li>Most stand in the old quarter:<ul><li>Pier Road</li><li>Yard Lane</li></ul></li>"
        "<li>H<sub>2</sub>O runs in all of them.</li></ul>"
        "<blockquote><p>No flat stands empty for a week.</p></blockquote>"
        "<table><tr><th>Street</th><th>2023</th><th>2024</th></tr>"
        "<tr><td>Pier Road</td><td>9.10</td><td>10.20</td></tr>"
        "<tr><td>Yard Lane</td><td>8.40</td><td>10.10</td></tr></table>"
        "<p>“Nobody who works here can live here any more,” said Bo Li, who has mended nets on"
        " the quay for thirty years and now comes by the first bus.</p>"
    ),
)
GERMAN = Story(
    title="Die Mühle mahlt wieder",
    author="Jörg Weiß",
    day="2023-11-20",
    changed="2023-11-20",
    outlet="Der Hafenbote",
    url="https://hafenbote.example/muehle",
    language="de",
    tags=("Handwerk",),
    standfirst="",
    body=(
        "<p>Die alte Mühle am Fluss hat am Montag zum ersten Mal seit vierzig Jahren wieder Mehl"
        " gemahlen, und die halbe Stadt kam, um dabei zu sein.</p>"
        "<p>„Es riecht wie früher“, sagte die Müllerin Anna Größer. Drei Jahre lang hat ein Verein"
        " das Rad, die Steine und das Dach erneuert.</p>"
        "<ul><li>Das Rad ist aus Eiche und wiegt zwei Tonnen.</li>"
        "<li>Die Steine kamen aus Frankreich.</li></ul>"
        "<p>Im Frühjahr soll ein Laden folgen, in dem das Mehl zu kaufen ist.</p>"
    ),
)
ARABIC = Story(
    title="عودة السفن إلى الميناء القديم",
    author="سلمى حداد",
    day="2024-05-12",
    changed="2024-05-14",
    outlet="بريد الميناء",
    url="https://mina.example/sufun",
    language="ar",
    tags=("الميناء",),
    standfirst="",
    body=(
        "<p>عادت ثلاث سفن شراعية إلى الميناء القديم يوم الأحد بعد غياب دام عشرين عاما، واستقبلها"
        " مئات من سكان المدينة على الرصيف.</p>"
        "<p>وقال رئيس البلدية إن المدينة ستفتح متحفا صغيرا للسفن قرب السوق، وإن الدخول إليه"
        " سيكون مجانا في العام الأول.</p>"
        "<p>ويأمل الصيادون أن تعود الحركة إلى الميناء كما كانت من قبل.</p>"
    ),
)
STORIES = (ENGLISH, GERMAN, ARABIC)


def page(story: Story, picture: str = PICTURE) -> str:
    """The story's page on the web."""
    dek = f'<meta name="description" content="{escape(story.standfirst)}">'
    return (
        f'<!DOCTYPE html><html lang="{story.language}"><head><meta charset="utf-8">'
        f"<title>{escape(story.title)}</title>"
        f'<link rel="canonical" href="{story.url}">'
        f'<meta name="author" content="{escape(story.author)}">'
        f'<meta property="og:title" content="{escape(story.title)}">'
        f'<meta property="og:site_name" content="{escape(story.outlet)}">'
        f'<meta property="article:published_time" content="{story.published.isoformat()}">'
        f'<meta property="article:modified_time" content="{story.updated.isoformat()}">'
        + "".join(f'<meta property="article:tag" content="{escape(t)}">' for t in story.tags)
        + (dek if story.standfirst else "")
        + f"</head><body><article><header><h1>{escape(story.title)}</h1>"
        f'<p class="byline">{escape(story.author)}</p>'
        f'<time datetime="{story.published.isoformat()}">{story.day}</time></header>'
        f"{body(story, picture)}</article></body></html>"
    )


def body(story: Story, picture: str = PICTURE) -> str:
    """The story's text in HTML, as a feed has it."""
    return story.body.replace("{picture}", picture)


def json_line(story: Story, **changed: object) -> str:
    """An object as scrapers write it, on a line."""
    said: dict[str, object] = {
        "id": story.url,
        "title": story.title,
        "authors": [story.author],
        "date": story.published.isoformat(),
        "date_modified": story.updated.isoformat(),
        "site_name": story.outlet,
        "url": story.url,
        "language": story.language,
        "tags": list(story.tags),
        "description": story.standfirst,
        "content": body(story),
    }
    return json.dumps(said | changed, ensure_ascii=False) + "\n"


def mhtml(story: Story) -> bytes:
    """The page as a browser saves it, its picture beside it."""
    parts = (
        _part("text/html", page(story, story.picture_url).encode(), story.url),
        _part("image/png", PNG, story.picture_url),
    )
    head = (
        "From: <Saved by Blink>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="=page"\n\n'
    )
    return f"{head}{''.join(parts)}--=page--\n".encode()


def mail(story: Story) -> bytes:
    """The page as a newsletter, its picture inside."""
    subject = base64.b64encode(story.title.encode()).decode()
    sender = base64.b64encode(story.author.encode()).decode()
    parts = (
        _part("text/html", page(story, "cid:yard@courier.example").encode()),
        _part("image/png", PNG, content_id="yard@courier.example"),
    )
    head = (
        f"From: =?utf-8?b?{sender}?= <news@courier.example>\n"
        f"Subject: =?utf-8?b?{subject}?=\n"
        f"Date: {format_datetime(story.published)}\n"
        f"Message-ID: <{story.day}@courier.example>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="=page"\n\n'
    )
    return f"{head}{''.join(parts)}--=page--\n".encode()


def _part(kind: str, data: bytes, address: str = "", content_id: str = "") -> str:
    head = f"--=page\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n"
    head += f"Content-Location: {address}\n" if address else ""
    head += f"Content-ID: <{content_id}>\n" if content_id else ""
    return f"{head}\n{base64.encodebytes(data).decode()}\n"


def mbox(stories: Iterable[Story]) -> bytes:
    """A mailbox of newsletters."""
    line = b"From news@courier.example Fri Mar  1 00:00:00 2024\n"
    return b"".join(line + mail(story) + b"\n" for story in stories)


def rss(stories: Iterable[Story], title: str) -> bytes:
    """A feed with full texts, RSS 2.0."""
    items = "".join(
        f"<item><title>{escape(story.title)}</title><link>{story.url}</link>"
        f"<guid>{story.url}</guid><pubDate>{format_datetime(story.published)}</pubDate>"
        f"<atom:updated>{story.updated.isoformat()}</atom:updated>"
        f"<dc:creator>{escape(story.author)}</dc:creator>"
        + "".join(f"<category>{escape(tag)}</category>" for tag in story.tags)
        + (f"<description>{escape(story.standfirst)}</description>" if story.standfirst else "")
        + f"<content:encoded><![CDATA[{body(story)}]]></content:encoded></item>"
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">'
        "<channel>"
        f"<title>{escape(title)}</title>{items}</channel></rss>\n"
    ).encode()


def atom(stories: Iterable[Story], title: str) -> bytes:
    """A feed with full texts, Atom 1.0."""
    entries = "".join(
        f'<entry xml:lang="{story.language}"><title>{escape(story.title)}</title>'
        f'<link href="{story.url}"/><id>{story.url}</id>'
        f"<published>{story.published.isoformat()}</published>"
        f"<updated>{story.updated.isoformat()}</updated>"
        f"<author><name>{escape(story.author)}</name></author>"
        + "".join(f'<category term="{escape(tag)}"/>' for tag in story.tags)
        + (f"<summary>{escape(story.standfirst)}</summary>" if story.standfirst else "")
        + f'<content type="html">{escape(body(story))}</content></entry>'
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(title)}</title>{entries}</feed>\n"
    ).encode()


def warc(stories: Iterable[Story], *, packed: bool = False) -> bytes:
    """A crawl of pages and their pictures; each record packed by itself, as crawlers do it."""
    records = [_record(b"warcinfo", b"", b"application/warc-fields", b"software: tests\r\n")]
    for story in stories:
        pages = page(story, story.picture_url).encode()
        records.append(_response(story.url, b"text/html; charset=utf-8", pages))
        records.append(_response(story.picture_url, b"image/png", PNG))
    return b"".join(gzip.compress(each, mtime=0) if packed else each for each in records)


def wacz(stories: Iterable[Story]) -> bytes:
    """A crawl as Browsertrix packs it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1"}')
        package.writestr("archive/data.warc.gz", warc(stories, packed=True))
    return made.getvalue()


def _response(url: str, kind: bytes, data: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (kind, len(data))
    return _record(b"response", url.encode(), b"application/http; msgtype=response", head + data)


def _record(kind: bytes, url: bytes, media: bytes, block: bytes) -> bytes:
    identity = base64.b16encode(url or b"info")[-12:].rjust(12, b"0").lower()
    target = b"WARC-Target-URI: %s\r\n" % url if url else b""
    return (
        b"WARC/1.0\r\nWARC-Type: %s\r\n%sWARC-Date: 2024-06-01T00:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%s>\r\n"
        b"Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    ) % (kind, target, identity, media, len(block), block)
