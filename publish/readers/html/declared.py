"""What a page declares: JSON-LD, Open Graph, meta tags, microdata, its title, the best first.

Source of the order: agreement with 852 labelled pages, see tests/readers/html/test_declared.py for
the forms; dates are never guessed from relative ones, and `meta keywords` are no tags of the
article: pages fill them with the site's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish.model.article import Declared, Hints, Note
from publish.model.titles import likeness
from publish.readers.html.belonging import belonging, is_elsewhere
from publish.readers.html.dated import days_in_paths, published, updated
from publish.readers.html.jsonld import Known, Linked, linked_data, text_at
from publish.readers.html.sites import Site, is_home
from publish.readers.html.titles import bare, host_of, without_site
from publish.readers.language_tags import clean_language
from publish.readers.references import web_address
from publish.readers.values import line_of, names_of

Metas = dict[str, list[str]]

_TITLES = (
    "og:title",
    "twitter:title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
)
_AUTHORS = (
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
    "author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "article:author",
    "twitter:creator_name",
)
_SURNAME_FIRST = ("citation_author", "dc.creator", "dcterms.creator")
_OUTLETS = (
    "citation_journal_title",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
)
_STANDFIRSTS = (
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
    "dcterms.description",
)
_DUBLIN = re.compile(r"^dc(terms?)?[:.]")
_LOGO = re.compile(r"logo|site-?title|site-?name|branding|masthead")
_LOGO_STEPS = 3  # elements around a headline that may be a logo
_MOST_TAGS = 40
_SAME_TITLE = 0.6  # likeness from which Open Graph's title is the page's. # guess
_AUTHOR_LINK = ", ".join(
    (
        *(f'a[href*="/{name}/"]' for name in ("author", "authors", "autor", "auteur", "autore")),
        *("a.author-name", ".author-name > a"),
    )
)
_MOST_LINKS = 40  # to authors' pages that are looked at; each comment may have one


def hints_of(
    parser: LexborHTMLParser, meta: Metas, saved_at: str = ""
) -> tuple[Hints, tuple[Note, ...]]:
    """The page's hints, and a note when it has keywords that were left alone.

    `saved_at` is the address that a copy was saved from; the page's own word comes before it.
    """
    h1 = [line_of(node.text_lexbor()) for node in parser.css("h1")[:10]]
    title = line_of(_text(parser, "title"))
    meta = _of_this_page(meta, (*h1, title), _canonical(parser) or saved_at)
    own = own_address(parser, meta, saved_at)
    called = (*h1, *(each.value for each in _declared(meta, _TITLES)), title)
    linked = linked_data(parser, Known(own, tuple(filter(None, called))))
    named = _unique(_outlets(meta, linked))
    site = Site(own, title, tuple(_sections(meta, linked)), linked.sites)
    outlets = _unique(site.outlets(named))
    urls = _unique((*_urls(parser, meta, linked), Declared(web_address(saved_at), "saved from")))
    sites = [
        *(each.value for each in (*named, *outlets)),
        *linked.sites,
        *(host_of(each.value) for each in urls),
    ]
    above = {bare(each) for each in (*sites, *linked.series)}
    heads = [each for each in h1 if bare(each) not in above]  # a series is no article of it
    tags = _tags(meta, linked)
    notes: tuple[Note, ...] = ()
    if meta.get("keywords") and not tags:
        notes = (Note("hint.keywords", "meta keywords left alone: pages fill them for the site"),)
    hints = Hints(
        title=_more_than_site(_unique(_titles(parser, meta, linked, (sites, heads))), sites),
        standfirst=_unique(_standfirsts(meta, linked)),
        authors=tuple(_authors(parser, meta, linked)),
        published=_unique((*published(parser, meta, linked), *days_in_paths(urls))),
        updated=_unique(updated(meta, linked)),
        outlet=outlets,
        url=urls,
        language=_unique(_languages(parser, meta, linked)),
        tags=tags,
    )
    return hints, notes


def _of_this_page(meta: Metas, titles: Iterable[str], own: str) -> Metas:
    """The meta tags without those of Open Graph that speak of the site's home on every page."""
    told = [web_address(value) for value in meta.get("og:url", ())[:1]]
    if not own or is_home(own) or not any(map(is_home, told)):
        return meta
    named = "".join(meta.get("og:title", ())[:1])
    about = any(likeness(named, each) >= _SAME_TITLE for each in titles)
    gone = ("og:url",) if about else ("og:url", "og:title", "og:description", "twitter:title")
    return {name: said for name, said in meta.items() if name not in gone}


def own_address(parser: LexborHTMLParser, meta: Metas, saved_at: str = "") -> str:
    """The page's address; empty when it does not say."""
    return _canonical(parser) or next(
        (url for value in meta.get("og:url", ()) if (url := web_address(value))), saved_at
    )


def _canonical(parser: LexborHTMLParser) -> str:
    return web_address(_attribute(parser, 'link[rel="canonical"]', "href"))


def base_of(parser: LexborHTMLParser, own: str) -> str:
    """The address against which the links of a page stand; its own, when it does not say."""
    return web_address(_attribute(parser, "base[href]", "href"), own) or own


def language_of(parser: LexborHTMLParser) -> str:
    """The language of `<html lang>`; empty when it does not say or says nonsense."""
    node = parser.css_first("html")
    attributes = node.attributes if node is not None else {}
    return clean_language(attributes.get("lang") or attributes.get("xml:lang") or "")


def metas_of(parser: LexborHTMLParser) -> Metas:
    """Contents of meta tags by their name in small letters, in document order."""
    found: Metas = {}
    own = {node.mem_id for node in belonging(parser, "meta[itemprop][content]")}
    for node in parser.css("meta[content]"):
        attributes = node.attributes
        content = (attributes.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            names = (attributes.get(key) or "").lower().split()
            if names and key == "itemprop" and node.mem_id not in own:
                break
            for name in names if content else ():
                found.setdefault(_DUBLIN.sub(r"dc\1.", name), []).append(content)
            if names:
                break
    return found


def _declared(meta: Metas, names: Iterable[str]) -> Iterator[Declared]:
    for name in names:
        for value in meta.get(name, ())[:10]:
            if line := line_of(value):
                yield Declared(line, name)


def _unique(found: Iterable[Declared]) -> tuple[Declared, ...]:
    """Each value once, where it was trusted most; equal but for case and spaces is equal."""
    kept: dict[str, Declared] = {}
    for each in found:
        if each.value:
            kept.setdefault(each.value.casefold(), each)
    return tuple(kept.values())


def _titles(
    parser: LexborHTMLParser, meta: Metas, linked: Linked, known: tuple[list[str], list[str]]
) -> Iterator[Declared]:
    """Titles less the site's name. Only of `<title>` a short last part goes unknown.

    `known` are the names of the site and the headings of the first level.
    """
    sites, h1 = known
    sites = [*sites, *linked.series]
    headline = text_at(linked.article.get("headline")) or text_at(linked.article.get("name"))
    strong = [
        Declared(line_of(headline), "json-ld headline"),
        *(Declared(without_site(e.value, sites, h1), e.where) for e in _declared(meta, _TITLES)),
    ]
    yield from strong
    names = {bare(each) for each in sites}
    for node in belonging(parser, '[itemprop="headline"]'):
        said = line_of(node.attributes.get("content") or node.text_lexbor())
        if bare(said) not in names and not _is_of_site(node):  # many a template calls a logo so
            yield Declared(said, "itemprop headline")
            break
    if title := line_of(_text(parser, "title")):
        parts = [each.value for each in strong if title.endswith(f" {each.value}")]
        yield Declared(without_site(title, sites, (*parts, *h1), guess=True), "title")


def _is_of_site(node: LexborNode) -> bool:
    """Whether an element stands in a logo or a link to the site's first page."""
    around: LexborNode | None = node
    for _ in range(_LOGO_STEPS):
        if around is None or around.tag == "body":
            return False
        attributes = around.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        link = attributes.get("href") or ""
        if _LOGO.search(names) or attributes.get("rel") == "home" or link == "/" or is_home(link):
            return True
        around = around.parent
    return False


def _standfirsts(meta: Metas, linked: Linked) -> Iterator[Declared]:
    yield Declared(line_of(text_at(linked.article.get("description"))), "json-ld description")
    yield from _declared(meta, _STANDFIRSTS)


def _outlets(meta: Metas, linked: Linked) -> Iterator[Declared]:
    yield from _declared(meta, ("og:site_name",))
    for publisher in linked.objects("publisher"):
        yield Declared(line_of(text_at(publisher, "name", "legalName")), "json-ld publisher")
    yield from _declared(meta, _OUTLETS)


def _sections(meta: Metas, linked: Linked) -> Iterator[str]:
    """The parts of the site in which a page says that it stands; the first crumb is the site."""
    yield from meta.get("article:section", ())
    section = linked.article.get("articleSection")
    yield from (
        each
        for each in (section if isinstance(section, list) else [section])
        if isinstance(each, str)
    )
    yield from linked.sections[1:]


def _authors(parser: LexborHTMLParser, meta: Metas, linked: Linked) -> Iterator[Declared]:
    """The authors, those first whom the most trusted place names; organisations are told so."""
    seen: set[str] = set()
    for where, texts in _author_places(parser, meta, linked):
        for text in texts:
            for name in names_of(text):
                key = name.casefold()
                if key not in seen:
                    seen.add(key)
                    yield Declared(name, where)


def _author_places(
    parser: LexborHTMLParser, meta: Metas, linked: Linked
) -> Iterator[tuple[str, list[str]]]:
    people: list[str] = []
    organisations: list[str] = []
    for author in [*linked.objects("author"), *linked.objects("creator")]:
        organised = isinstance(author, dict) and "Organization" in str(author.get("@type"))
        (organisations if organised else people).append(_name_at(author))
    yield "json-ld author", people
    for name in _AUTHORS:
        said = meta.get(name, [])[:20]
        yield name, [_turned(each) for each in said] if name in _SURNAME_FIRST else said
    yield "twitter:data", list(_labelled(meta))
    microdata = [
        node
        for node in belonging(parser, '[itemprop="author"]')
        if "Organization" not in (node.attributes.get("itemtype") or "")
    ]
    yield "itemprop author", [_microdata_name(node) for node in microdata]
    linking = [n for n in parser.css('a[rel~="author"]')[:_MOST_LINKS] if not is_elsewhere(n)]
    yield "rel author", [node.text_lexbor() for node in linking[:5]]
    yield "author link", _linked_author(parser)
    yield "json-ld author organisation", organisations


def _linked_author(parser: LexborHTMLParser) -> list[str]:
    """The one name that leads to an author's page; of several some are those of teasers."""
    links = [n for n in parser.css(_AUTHOR_LINK)[:_MOST_LINKS] if not is_elsewhere(n)]
    names = {line_of(node.text_lexbor()) for node in links} - {""}
    return list(names) if len(names) == 1 else []


def _turned(name: str) -> str:
    """A name in the order of a library's card, "Ode, Ann", in its own."""
    parts = name.split(",")
    return f"{parts[1].strip()} {parts[0].strip()}" if len(parts) == 2 else name


def _labelled(meta: Metas) -> Iterator[str]:
    """Cards for a social network say "Written by" in one tag and the name in another."""
    for number in ("1", "2"):
        label = "".join(meta.get(f"twitter:label{number}", [])[:1]).lower()
        if label.split()[-1:] in (["by"], ["von"], ["par"], ["por"], ["da"], ["door"], ["av"]):
            yield from meta.get(f"twitter:data{number}", [])[:1]


def _name_at(author: object) -> str:
    if isinstance(author, dict):
        name = text_at(author, "name")
        if not name and author.get("givenName"):
            name = f"{text_at(author, 'givenName')} {text_at(author, 'familyName')}"
        return name
    return author if isinstance(author, str) else ""


def _microdata_name(node: LexborNode) -> str:
    if content := node.attributes.get("content"):
        return content
    inner = node.css_first('[itemprop="name"]')
    if inner is not None:
        return inner.attributes.get("content") or inner.text_lexbor()
    return node.text_lexbor()


def _urls(parser: LexborHTMLParser, meta: Metas, linked: Linked) -> Iterator[Declared]:
    yield Declared(_canonical(parser), "canonical")
    for value in meta.get("og:url", [])[:1]:
        yield Declared(web_address(value), "og:url")
    for key in ("url", "mainEntityOfPage"):
        yield Declared(
            web_address(text_at(linked.article.get(key), "@id", "url")), f"json-ld {key}"
        )
    for each in _declared(meta, ("source-url",)):  # Evernote's
        yield Declared(web_address(each.value), each.where)


def _languages(parser: LexborHTMLParser, meta: Metas, linked: Linked) -> Iterator[Declared]:
    spoken = text_at(linked.article.get("inLanguage"), "alternateName", "name")
    yield Declared(language_of(parser), "html lang")
    yield Declared(clean_language(spoken), "json-ld inLanguage")
    for each in _declared(
        meta, ("og:locale", "content-language", "dc.language", "dcterms.language", "language")
    ):
        yield Declared(clean_language(each.value), each.where)


def _tags(meta: Metas, linked: Linked) -> tuple[Declared, ...]:
    found = [Declared(line_of(value), "article:tag") for value in meta.get("article:tag", ())]
    for value in linked.objects("keywords"):
        said = text_at(value, "name")
        parts = said.split(",") if isinstance(value, str) else [said]
        found += [Declared(line_of(part), "json-ld keywords") for part in parts]
    return _unique(each for each in found if len(each.value) <= 80)[:_MOST_TAGS]


def _more_than_site(titles: tuple[Declared, ...], sites: Iterable[str]) -> tuple[Declared, ...]:
    """The titles without the site's name, which some templates declare of every page."""
    names = set(map(bare, sites))
    return tuple(each for each in titles if bare(each.value) not in names) or titles


def _text(parser: LexborHTMLParser, selector: str) -> str:
    node = parser.css_first(selector)
    return node.text_lexbor() if node is not None else ""


def _attribute(parser: LexborHTMLParser, selector: str, name: str) -> str:
    node = parser.css_first(selector)
    return (node.attributes.get(name) or "") if node is not None else ""
