"""The rules in the order they run: what an author calls by name, what lies apart, structure, names.

Then the tail, the model on what is still open, and last the headings under which nothing is left.

A rule stands in the module that its id names: `tail.tag-list` is `tag_list` in tail/tag_list.py.
“16 of 1,338” behind a number: on so many development pages (of 5,351, or every fourth) the rule
points at something else when the number and the clause that holds it go.
"""

from __future__ import annotations

from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.rules.body.empty_section import empty_section
from publish.normaliser.rules.body.missing_picture import missing_picture
from publish.normaliser.rules.body.orphan_caption import orphan_caption
from publish.normaliser.rules.body.repeated import repeated
from publish.normaliser.rules.chrome.advert import advert
from publish.normaliser.rules.chrome.app import app
from publish.normaliser.rules.chrome.breadcrumb import breadcrumb
from publish.normaliser.rules.chrome.comments import comments
from publish.normaliser.rules.chrome.consent import consent
from publish.normaliser.rules.chrome.container import container
from publish.normaliser.rules.chrome.glued_share import glued_share
from publish.normaliser.rules.chrome.live_stamp import live_stamp
from publish.normaliser.rules.chrome.menu import menu
from publish.normaliser.rules.chrome.newsletter import newsletter
from publish.normaliser.rules.chrome.page_tools import page_tools
from publish.normaliser.rules.chrome.pager import pager
from publish.normaliser.rules.chrome.paywall import paywall
from publish.normaliser.rules.chrome.player import player
from publish.normaliser.rules.chrome.post_meta import post_meta
from publish.normaliser.rules.chrome.reading_time import reading_time
from publish.normaliser.rules.chrome.related import related
from publish.normaliser.rules.chrome.script import script
from publish.normaliser.rules.chrome.share_bar import share_bar
from publish.normaliser.rules.chrome.shop import shop
from publish.normaliser.rules.chrome.support import support
from publish.normaliser.rules.chrome.unseen import unseen
from publish.normaliser.rules.head.byline import byline
from publish.normaliser.rules.head.date import date
from publish.normaliser.rules.head.kicker import kicker
from publish.normaliser.rules.head.standfirst import standfirst
from publish.normaliser.rules.head.styles import styles
from publish.normaliser.rules.head.title import title
from publish.normaliser.rules.model.line import line
from publish.normaliser.rules.model.region import region
from publish.normaliser.rules.site.furniture import furniture
from publish.normaliser.rules.tail.author_note import author_note
from publish.normaliser.rules.tail.contact import contact
from publish.normaliser.rules.tail.first_published import first_published
from publish.normaliser.rules.tail.legal import legal
from publish.normaliser.rules.tail.signature import signature
from publish.normaliser.rules.tail.tag_list import tag_list

RULES: tuple[Rule, ...] = (
    styles,
    furniture,
    container,
    unseen,
    breadcrumb,
    title,
    standfirst,
    byline,
    date,
    kicker,
    missing_picture,
    orphan_caption,
    share_bar,
    glued_share,
    page_tools,
    advert,
    newsletter,
    consent,
    paywall,
    app,
    support,
    shop,
    script,
    player,
    reading_time,
    live_stamp,
    tag_list,
    related,
    comments,
    post_meta,
    pager,
    menu,
    first_published,
    legal,
    signature,
    contact,
    author_note,
    repeated,
    region,
    line,
    empty_section,
)
