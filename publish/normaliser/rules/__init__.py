"""The rules in the order they run: structure first, then what has a name, then the tail."""

from __future__ import annotations

from publish.normaliser.engine import Rule
from publish.normaliser.rules import body, chrome, head, region, site, tail

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    head.title,
    head.standfirst,
    head.byline,
    head.date_line,
    site.furniture,
    region.outside,
    region.box,
    body.missing_picture,
    body.orphan_caption,
    chrome.share_bar,
    chrome.glued_share,
    chrome.advert,
    chrome.newsletter,
    chrome.related,
    chrome.comments,
    tail.tag_list,
    tail.legal,
    tail.author_note,
)
