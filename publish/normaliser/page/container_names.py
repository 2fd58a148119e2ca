"""Which elements are named for something else than an article, by their names as trails say them.

Names of a site at large, not of one: parts of classes and ids, divided as people divide them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["COPIES", "Naming", "are_comments", "naming_of"]

COPIES = frozenset({"hidden", "spoken", "printed", "unprinted", "repeated", "modal"})
"""Kinds of containers that may say again what stands elsewhere."""


class Naming(NamedTuple):
    """What an element is named for; `sure` when no article is named so."""

    kind: str
    sure: bool


_NEVER = frozenset({"html", "body", "main"})
_LINES = frozenset({"p", "a", "span", "em", "strong", "b", "i", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements of a line, which is judged by what it says; it may be hidden all the same."""

_PICTURES = frozenset(
    {"figure", "figcaption", "img", "picture", "video", "table", "td", "tr", "th"}
)
_JOINED_BEFORE = re.compile(
    r"^(?:has|have|with|without|no|not|is|hide|show|enable|open|toggle|page|single|type|tag|category"
    r"|cat|section|layout|js-open|go-to)-"
)
_JOINED_BEHIND = re.compile(
    r"-(?:open|opened|closed|enabled|disabled|allowed|counts?|counter|links?|icon|buttons?|btn|trigger"
    r"|toggle|article|post|node|page|canvas|target|shadow|centered|width|on|off|active|visible)$"
)
_SURE_CONSENT = re.compile(
    r"(?:^|-)(?:onetrust|didomi|cmplz|cybot|cookiebot|cookielaw|cookie-law|usercentrics|truste|cc-window"
    r"|qc-cmp\d?|sp-message|cookieconsent|cookie-consent|cli-modal|cli-bar|cky|iubenda-cs|borlabs"
    r"|(?:cookies?|gdpr|consent|ccpa|rgpd|dsgvo)-?(?:banner|notice|bar|message|policy|popup|modal|wall"
    r"|settings|preferences?|overlay|hinweis|alert|accept|disclaimer|layer|dialog|control|manager"
    r"|compliance|notification|warning|info|description|hub|tool|box|wrapper|container|prompt"
    r"|categories))(?:-|$)"
)
_CONSENT = re.compile(r"(?:^|-)(?:cookies?|gdpr|consent|ccpa|rgpd|dsgvo)(?:-|$)")
_COMMENTS = re.compile(
    r"(?:^|-)(?:comments?|commentlist|comment-?form|commentaires?|kommentare?|kommentarer|comentarios?"
    r"|commenti|reacties|komentarze|komentare|yorumlar|disqus|livefyre|viafoura|spot-?im|vuukle"
    r"|hypercomments|coral-talk|respond)(?:-|\d*$)"
    r"|^[a-z]{2,12}comments?$|^comments?[a-z]{3,9}\d*$"
)
_NOT_SO = re.compile(
    r"recomment|commented|commentary|commentator|comment-article|opinion|slideshow|carousel|gallery"
    r"|(?:writer|author|editor|staff|expert)s?-comment"
)
_OF_SEVERAL = re.compile(
    r"comments(?:[-_. \[A-Z]|$)|commentlist|comment-list|commentaires|comentarios|commenti"
    r"|kommentare|reacties|komentarze|komentare|yorumlar|disqus"
)
_NEWSLETTER = re.compile(
    r"(?:^|-)(?:newsletters?|newsletter[a-z]*|infolettre|nieuwsbrief|nyhetsbrev|mailing-?list|mailchimp"
    r"|mc-embed|e?mail-?signup|signup-?form|sign-up-?form|email-?opt-?in|optin"
    r"|subscribe-(?:form|box|wrapper|widget|banner|cta|block|module))(?:-|\d*$)"
)
_MODAL = re.compile(r"(?:^|-)(?:modals?|popups?|pop-up|interstitial)(?:-|\d*$)")
_OVERLAY = re.compile(
    r"^(?!.*(?:hero|background|bg|image|img|photo|colou?r|gradient|caption|text|video|card|title|media))"
    r"(?:.*-)?(?:lightbox|overlay)(?:-(?:content|inner|body|wrapper|container|box|dialog))?$"
)
_SPOKEN = re.compile(
    r"(?:^|-)(?:sr-only|screen-?reader(?:-text|-only|s)?|visually-?hidden|hidden-?visually|a11y-hidden"
    r"|a11y-only|a11y-text|assistive-text|element-invisible|accessibly-hidden|off-?screen)$"
)
_UNPRINTED = re.compile(
    r"^(?:no-?print|not-?print|hidden-print|d-print-none|hide-for-print|(?:tw-)?print(?:-|:)(?:tw-)?hidden"
    r"|do-?not-?print|dont-print|non-printable|noprint|screen-only|hide-(?:on|in|from)-print)$"
)
_PRINTED = re.compile(
    r"^(?:print-?only|only-print|visible-print(?:-block)?|d-print-block|print-footer|print-header"
    r"|show-for-print|print-visible|printonly|show-(?:on|in)-print)$"
)
_REPEATED = re.compile(
    r"(?:^|-)(?:mobile|desktop|tablet|phone|handheld|clone|cloned|duplicate|sticky)(?:-|$)"
    r"|^(?:hidden|visible|show|hide|d)-(?:for-|on-|below-|above-)?(?:xs|sm|md|lg|xl|small|medium|large)"
    r"|^(?:xs|sm|md|lg|xl|max-[a-z]+):(?:hidden|block|flex|grid)$|^(?:d-none|hidden|invisible)$"
)
_DISCLOSED = re.compile(
    r"collaps|accordion|toggle|tab-?pane|tabs?(?:-|$)|panel|expand|faq|answer|more|detail|fold|spoiler"
    r"|transcript|drawer|content|read"
)
_STREAMED = re.compile(r"#(?:[SB]:[0-9a-f]+|\$)")
_HINTS = (  # most elements have none of these, and no more is asked of them
    *(
        "comment",
        "koment",
        "coment",
        "kommenta",
        "reactie",
        "yorum",
        "disqus",
        "livefyre",
        "respond",
    ),
    *(
        "viafoura",
        "spotim",
        "spot-im",
        "vuukle",
        "coral",
        "cook",
        "consent",
        "gdpr",
        "ccpa",
        "rgpd",
    ),
    *(
        "dsgvo",
        "onetrust",
        "didomi",
        "cmplz",
        "cybot",
        "usercentrics",
        "truste",
        "cc-win",
        "qc-cmp",
    ),
    *("sp_mes", "sp-mes", "cli-", "cky", "iubenda", "borlabs", "newsletter", "infolettre", "mail"),
    *("nieuwsbrief", "nyhetsbrev", "signup", "sign-up", "optin", "subscribe", "modal", "popup"),
    *(
        "pop-up",
        "interstitial",
        "lightbox",
        "overlay",
        "dialog",
        "sr-only",
        "reader",
        "hid",
        "a11y",
        "assistive",
        "invis",
    ),
    *("screen", "accessib", "print", "mobile", "desktop", "tablet", "phone", "handheld", "clone"),
    *(
        "duplicate",
        "sticky",
        "xs:",
        "sm:",
        "md:",
        "lg:",
        "xl:",
        "visible",
        "show",
        "d-none",
        "aria-",
    ),
    *("max-", "mc-", "mc_"),
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAME = re.compile(r"[.#]([^.#\[\]]+)")


@lru_cache(maxsize=20_000)
def naming_of(step: str) -> Naming | None:
    """What an element of a trail, such as "div.cookie-banner", is named for; None for nothing."""
    if not _may_be_named(step.lower()):
        return None
    plain, bracket, marks = step.partition("[")
    tag = plain.partition(".")[0].partition("#")[0].lower()
    if tag in _NEVER:
        return None
    if tag == "dialog" or "role=dialog" in marks or "alertdialog" in marks or "aria-modal" in marks:
        return Naming("modal", True)
    raw = _NAME.findall(plain) if tag not in _PICTURES else []
    names = [_CAMEL.sub("-", name).lower().replace("_", "-") for name in raw]
    names = [re.sub("-{2,}", "-", name).strip("-") for name in names]
    for kind, pattern, sure in _UNSEEN if tag in _LINES else _BY_NAME:
        if any(_is_named(pattern, name) for name in names):
            return Naming(kind, sure)
    if bracket and "[hidden]" in f"[{marks}" and not _STREAMED.search(plain):
        opens = "role=region" in marks or "role=tabpanel" in marks or tag in ("li", "dd", "details")
        named = any(_DISCLOSED.search(name) for name in names)
        return Naming("repeated" if opens or named else "hidden", True)
    if "[aria-hidden]" in f"[{marks}" or any(_REPEATED.search(name) for name in names):
        return Naming("repeated", True)
    return None


def _may_be_named(step: str) -> bool:
    # A loop over plain parts: any() costs more than the search, and a pattern ten times as much.
    for hint in _HINTS:  # noqa: SIM110
        if hint in step:
            return True
    return False


def are_comments(step: str) -> bool:
    """Whether an element is named for several comments; one may be an author's, an opinion."""
    return _OF_SEVERAL.search(step) is not None


def _is_named(pattern: re.Pattern[str], name: str) -> bool:
    if not pattern.search(name) or _NOT_SO.search(name):
        return False
    return not (_JOINED_BEFORE.search(name) or _JOINED_BEHIND.search(name))


_UNSEEN = (
    ("spoken", _SPOKEN, True),
    ("unprinted", _UNPRINTED, True),
    ("printed", _PRINTED, True),
)
_BY_NAME = (
    ("consent", _SURE_CONSENT, True),
    ("consent", _CONSENT, False),
    ("comments", _COMMENTS, True),
    ("newsletter", _NEWSLETTER, True),
    ("modal", _MODAL, True),
    ("modal", _OVERLAY, True),
    *_UNSEEN,
)
