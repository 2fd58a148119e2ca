"""What a page keeps in attributes and templates and a browser shows: opened before it is parsed.

A shadow root that is written down (`<template shadowrootmode>`), the page in a frame's `srcdoc`, a
picture that a template holds back until it is scrolled to. Other templates are patterns, shown to
nobody.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish.model.article import Note
from publish.readers.html.depth import checked

__all__ = ["filled_slots", "opened_frames", "opened_templates"]

# Quoted values are bounded: one that is never closed would be looked through for every tag.
_ROOT = "shadow-root"  # what stands for a root in the tree: an element of no other meaning
_HELD_BACK = "held-back"  # the same for a template whose picture a browser shows later
_LOADING = 12  # words beside a root without a slot for them, which a browser does not show
_TAG = re.compile(
    rb"<!--|<(?P<raw>script|style|textarea|title)(?=[\s/>])"
    rb"|<(?P<end>/?)template(?P<attributes>(?:\s(?:[^<>\"']|\"[^\"]{0,5000}\"|'[^']{0,5000}')*)?)>"
)
_IS_ROOT = re.compile(rb"\sshadow(?:root)?(?:mode)?\s*=", re.IGNORECASE)
_PICTURE = re.compile(rb"<img\b[^>]*\ssrc(?:set)?\s*=\s*[\"']?\s*[^\"'\s>{$\[<%]", re.IGNORECASE)
_TO_FILL_IN = re.compile(rb"\{\{|\$\{|\{%|<%|\[\[")
_NO_WORDS = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)|<[^>]*>", re.IGNORECASE | re.DOTALL
)
_FRAME = re.compile(
    r"<iframe\b(?P<before>(?:[^<>\"']|\"[^\"]{0,5000}\"|'[^']{0,5000}')*?)\ssrcdoc\s*=\s*"
    r"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>\"']++))"
    r"(?P<behind>(?:[^<>\"']|\"[^\"]{0,5000}\"|'[^']{0,5000}')*+)>.*?(?:</iframe\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = re.compile(
    r"\s(?:width|height)\s*=\s*[\"']?[01](?:px)?[\"'\s]|display:\s*none|visibility:\s*hidden"
    r"|\shidden\b(?!\s*=\s*[\"']?false)",
    re.IGNORECASE,
)
_DEEPEST_FRAMES = 4  # frames in frames that are opened
_LONGEST_QUOTED = 60  # characters of what a note repeats


def opened_templates(page: bytes) -> tuple[bytes, tuple[Note, ...]]:
    """The page with what its templates show in their place, and a note on those that show nothing.

    Linear in the page's size. An end that has no beginning stays as it is.
    """
    if b"<template" not in page:
        return page, ()
    made: list[bytes] = []
    opened: list[tuple[int, int, bytes]] = []  # index in `made`, end of the tag, its attributes
    left_out: list[bytes] = []
    at = 0
    for found in _tags(page):
        if not found["end"]:
            made.append(page[at : found.start()])
            opened.append((len(made), found.end(), found["attributes"]))
            made.append(found[0])
            at = found.end()
        elif opened:
            index, start, attributes = opened.pop()
            inside = page[start : found.start()]
            made.append(page[at : found.start()])
            is_root = _IS_ROOT.search(attributes) is not None
            if is_root or _is_held_back(inside):
                name = (_ROOT if is_root else _HELD_BACK).encode()
                made[index] = b"<%s>" % name
                made.append(b"</%s>" % name)
            else:
                made.append(found[0])
                left_out.append(inside)
            at = found.end()
    for index, start, attributes in opened:
        if _IS_ROOT.search(attributes):
            made[index] = b"<%s>" % _ROOT.encode()
        else:
            left_out.append(page[start:])
    return b"".join((*made, page[at:])), tuple(_notes(left_out))


def _tags(page: bytes) -> Iterator[re.Match[bytes]]:
    """The tags of templates, but for those in comments and scripts."""
    at = 0
    while found := _TAG.search(page, at):
        if found["end"] is not None:
            yield found
            at = found.end()
            continue
        end = b"</" + found["raw"] if found["raw"] else b"-->"
        at = page.find(end, found.end())
        if at < 0:
            return


def _is_held_back(inside: bytes) -> bool:
    """Whether a template holds a picture and nothing that a program fills in."""
    return bool(_PICTURE.search(inside)) and not _TO_FILL_IN.search(inside)


def _notes(left_out: list[bytes]) -> Iterator[Note]:
    words = (
        " ".join(_NO_WORDS.sub(b" ", each).decode("utf-8", "replace").split()) for each in left_out
    )
    said = [each for each in words if any(map(str.isalpha, each))]
    if said:
        first = said[0] if len(said[0]) <= _LONGEST_QUOTED else f"{said[0][:_LONGEST_QUOTED]}…"
        more = f" and {len(said) - 1:,} more" if len(said) > 1 else ""
        yield Note("html.template", f"templates that a page shows to nobody: “{first}”{more}")


def opened_frames(page: str, allowed: int, where: str, deeper: int = _DEEPEST_FRAMES) -> str:
    """The page with the pages that its frames hold in `srcdoc` in their place.

    What cannot be seen, such as a frame that counts visitors, stays a frame. Of frames in frames in
    frames the innermost give their bare words. Raises OverLimit for one in which more than
    `allowed` elements are open at once.
    """
    if "srcdoc" not in page:
        return page

    def opened(found: re.Match[str]) -> str:
        if _UNSEEN.search(f"{found['before']} {found['behind']} "):
            return found[0]
        held = html.unescape(found["double"] or found["single"] or found["bare"] or "")
        parser = LexborHTMLParser(checked(held.encode("utf-8", "replace"), allowed, where).page)
        if parser.body is None:
            return found[0]
        if deeper:
            inside = opened_frames(parser.body.inner_html or "", allowed, where, deeper - 1)
        else:
            inside = html.escape(parser.body.text(separator=" "), quote=False)
        return f'<div class="srcdoc">{inside}</div>' if inside else found[0]

    return _FRAME.sub(opened, page)


def filled_slots(parser: LexborHTMLParser) -> tuple[Note, ...]:
    """Moves what stands beside a shadow root into the root's slots, as a browser shows it.

    What no slot shows goes, with a note that says its words, such as "Loading"; more than a line
    stays where it stands: rather a word that a browser hides than an article lost.
    """
    unseen: list[str] = []
    for root in parser.css(_ROOT):
        host = root.parent
        slots = {slot.attributes.get("name") or "": slot for slot in reversed(root.css("slot"))}
        if host is None or (host.tag == "body" and not slots):
            continue  # a root that lost its host; a page is never hidden by one
        filled: set[str] = set()
        for node in list(host.iter(include_text=True)):
            if node.tag in (_ROOT, "style", "script", "template"):
                continue
            name = (node.attributes.get("slot") or "") if node.tag != "-text" else ""
            words = " ".join((node.text_lexbor() or "").split())
            if name in slots and words:
                if name not in filled:
                    _empty(slots[name])
                    filled.add(name)
                slots[name].insert_child(node)
            elif len(words.split()) > _LOADING:
                continue
            elif words:
                unseen.append(words)
            node.remove()
    if not unseen:
        return ()
    said = "; ".join(unseen)
    return (Note("html.slot", f"words that stand in no slot of a shadow root: “{said}”"),)


def _empty(slot: LexborNode) -> None:
    """Takes out what a slot shows when nothing fills it."""
    for node in list(slot.iter(include_text=True)):
        node.remove()
