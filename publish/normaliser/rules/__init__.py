"""The rules in the order they run: structure first, then what has a name, then the tail."""

from __future__ import annotations

from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.rules import (
    authors,
    body,
    boxes,
    chrome,
    comments,
    head,
    line,
    media,
    related,
    site,
    tags,
    tail,
)

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    site.furniture,
    chrome.breadcrumb,
    head.title,
    head.standfirst,
    head.byline,
    head.date_line,
    head.kicker,
    body.missing_picture,
    body.orphan_caption,
    chrome.share_bar,
    chrome.glued_share,
    chrome.page_tools,
    chrome.advert,
    boxes.newsletter,
    boxes.consent,
    boxes.paywall,
    boxes.app,
    boxes.support,
    boxes.shop,
    boxes.script,
    media.player,
    media.reading_time,
    media.live_stamp,
    tags.tag_list,
    related.related,
    comments.comments,
    comments.post_meta,
    chrome.pager,
    chrome.menu,
    tail.first_published,
    tail.legal,
    tail.signature,
    tail.contact,
    authors.author_note,
    body.repeated,
    line.line,
)
