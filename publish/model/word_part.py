"""What a Word file of ours carries of its edition, unseen: the record in its custom XML part.

A program that edits the file keeps the part and does not read it: LibreOffice and python-docx do,
Google Docs does not. Its root holds one JSON text, in which `<`, `>`, `&` and all that XML forbids
are escapes of JSON's own, so that no program can change it by writing XML in its own way. Pictures
are named by the SHA-256 of their bytes, which the file holds anyway. Two custom properties of the
file say the sources' names and digests besides; those survive a way through ODT too.
Source: ECMA-376 part 1, 15.2.4 to 15.2.6 and 22.3.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from publish.model.article import Article, Asset
from publish.model.codec import READ_IDS, SCHEMA_ID, Json, decode, encode
from publish.model.edition import Edition
from publish.model.soundness import check_article

NAMESPACE = "urn:publish:word:1"
SOURCES, DIGESTS = "publish-sources", "publish-digests"
"""The custom properties: names between `|`, digests between spaces, both in the articles' order."""

_ROOT = f"{NAMESPACE} publish"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BETWEEN = "|"
_IN_NO_NAME = re.compile("[%|\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("(?:%[0-9A-F]{2})+")
_FORBIDDEN = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Carried:
    """An edition as a Word file carries it, and by what layout the file was made.

    Pictures have no bytes before `furnished`; `pictures` has their digests, one mapping an article.
    `options` are the layout's, all of them. Without `whole` the record of what was removed was left
    out (`--no-comments`).
    """

    edition: Edition
    layout: str
    options: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True
    pictures: tuple[Mapping[str, str], ...] = ()

    def furnished(self, files: Iterable[bytes]) -> Edition:
        """The edition with its pictures, which are among these; without those that are not."""
        held = {hashlib.sha256(data).hexdigest(): data for data in files}
        articles = tuple(
            replace(article, assets=_assets(article.assets, digests, held))
            for article, digests in zip(self.edition.articles, self.pictures, strict=True)
        )
        return replace(self.edition, articles=articles)


def _assets(
    assets: Mapping[str, Asset], digests: Mapping[str, str], held: Mapping[str, bytes]
) -> dict[str, Asset]:
    return {
        name: replace(asset, data=held[digests[name]])
        for name, asset in assets.items()
        if digests.get(name) in held
    }


def payload(edition: Edition, layout: str, options: Mapping[str, str], *, comments: bool) -> bytes:
    """The part's XML, UTF-8. Without `comments` it holds no removed words, doubts and remarks."""
    articles = [_encoded(article, whole=comments) for article in edition.articles]
    said: dict[str, Json] = {
        "schema": SCHEMA_ID,
        "layout": layout,
        "options": dict(options),
        "whole": comments,
        "edition": encode(replace(edition, articles=(), attachments={}, pages=())),
        "articles": list(articles),
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    text = _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f'{_DECLARATION}<publish xmlns="{NAMESPACE}">{text}</publish>'.encode()


def _encoded(article: Article, *, whole: bool) -> dict[str, Json]:
    """An article without the bytes of its pictures, but with their digests."""
    kept = replace(article, assets={})
    if not whole:
        kept = replace(kept, removals=(), notes=(), remarks=(), settled=())
    made = encode(kept)
    assert isinstance(made, dict)
    if article.assets:
        made["assets"] = {name: _picture(asset) for name, asset in article.assets.items()}
    return made


def _picture(asset: Asset) -> Json:
    digest = hashlib.sha256(asset.data).hexdigest()
    made = encode(replace(asset, data=b""))
    assert isinstance(made, dict)
    return {**made, "data": digest}


def unpacked(data: bytes) -> Carried:
    """What a part carries. ValueError when it is none of ours, or when anything in it is wrong.

    The caller limits its size: this takes memory and time in proportion.
    """
    document = _object(_json(_text(data)))
    if document.get("schema") not in READ_IDS:
        raise ValueError("the part's schema is not known")
    try:
        return _carried(document)
    except RecursionError:
        raise ValueError("the part is nested too deeply") from None


def _carried(document: dict[str, Json]) -> Carried:
    pairs = [_decoded(_object(each)) for each in _list(document.get("articles"))]
    if not pairs:
        raise ValueError("the part holds no article")
    articles = tuple(article for article, _ in pairs)
    edition = decode({**_object(document.get("edition")), "articles": []}, Edition)
    assert isinstance(edition, Edition)
    options = decode(document.get("options", {}), Mapping[str, str])
    assert isinstance(options, dict)
    made = replace(edition, articles=articles, attachments={})
    return Carried(
        made if _fits(made) else replace(made, sections=(), own_options=(), digests=()),
        _string(document.get("layout")),
        options,
        document.get("whole") is True,
        tuple(digests for _, digests in pairs),
    )


def _fits(edition: Edition) -> bool:
    """Whether what an edition says of its articles is about as many as there are."""
    count = len(edition.articles)
    bounds = [0, *(bound for each in edition.sections for bound in (each.first, each.end))]
    ends = bounds == sorted(bounds) and bounds[-1] in (0, count)
    return ends and {len(edition.own_options), len(edition.digests)} <= {0, count}


def _decoded(document: dict[str, Json]) -> tuple[Article, Mapping[str, str]]:
    """An article whose pictures have no bytes, and their digests."""
    pictures = {k: _object(v) for k, v in _object(document.pop("assets", {})).items()}
    digests = {name: _string(held.pop("data", "")) for name, held in pictures.items()}
    article = decode(document, Article)
    assert isinstance(article, Article)
    assets: dict[str, Asset] = {}
    for name, held in pictures.items():
        asset = decode({**held, "data": ""}, Asset)
        assert isinstance(asset, Asset)
        assets[name] = asset
    article = replace(article, assets=assets)
    check_article(article)
    return article, digests


def _text(data: bytes) -> str:
    """The characters of the part's root, which has no elements in it."""
    pieces: list[str] = []
    depth = 0

    def start(name: str, _: object) -> None:
        nonlocal depth
        depth += 1
        if depth > 1 or name != _ROOT:
            raise ValueError(f"{name!r} is no part of ours")

    def refuse(*_: object) -> None:
        raise ValueError("the part declares a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.CharacterDataHandler = pieces.append
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:  # LookupError: of an encoding nobody knows
        raise ValueError(f"the part is not XML: {error}") from None
    return "".join(pieces)


def _json(text: str) -> object:
    def refuse(number: str) -> None:
        raise ValueError(f"the part holds {number}")

    try:
        return json.loads(text, parse_constant=refuse)
    except RecursionError:
        raise ValueError("the part is nested too deeply") from None


def _object(value: object) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise ValueError(f"{type(value).__name__} where an object was expected")
    return value


def _list(value: object) -> list[Json]:
    if not isinstance(value, list):
        raise ValueError(f"{type(value).__name__} where a list was expected")
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{type(value).__name__} where a string was expected")
    return value


# The custom properties


def properties_of(edition: Edition) -> dict[str, str]:
    """The custom properties of an edition's file, by name; without digests where none are known."""
    names = _BETWEEN.join(_IN_NO_NAME.sub(_percent, each.name) for each in edition.articles)
    made = {SOURCES: names}
    if edition.digests:
        made[DIGESTS] = " ".join(edition.digests)
    return made


def sources_in(properties: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The sources' names and digests that a file's properties say; "" for a digest not known."""
    said = properties.get(SOURCES, "")
    if not said.strip():
        return ()
    names = [_ESCAPED.sub(_unpercent, name) for name in said.split(_BETWEEN)]
    digests = properties.get(DIGESTS, "").split()
    if len(digests) != len(names):
        digests = [""] * len(names)
    return tuple(zip(names, digests, strict=True))


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass"))


def _unpercent(found: re.Match[str]) -> str:
    data = bytes.fromhex(found[0].replace("%", ""))
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return found[0]
