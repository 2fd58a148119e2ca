"""The tags that name languages, as BCP 47 has them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_REGISTERED = """
    aa/aar ab/abk ae/ave af/afr ak/aka/twi am/amh an/arg ar/ara as/asm av/ava ay/aym az/aze ba/bak
    be/bel bg/bul bh bi/bis bm/bam bn/ben bo/bod/tib br/bre bs/bos ca/cat ce/che ch/cha co/cos
    cr/cre cs/ces/cze cu/chu cv/chv cy/cym/wel da/dan de/deu/ger dv/div dz/dzo ee/ewe el/ell/gre
    en/eng eo/epo es/spa et/est eu/baq/eus fa/fas/per ff/ful fi/fin fj/fij fo/fao fr/fra/fre
    fy/fry ga/gle gd/gla gl/glg gn/grn gu/guj gv/glv ha/hau he/heb hi/hin ho/hmo hr/hrv/scr ht/hat
    hu/hun hy/arm/hye hz/her ia/ina id/ind ie/ile ig/ibo ii/iii ik/ipk in io/ido is/ice/isl it/ita
    iu/iku iw ja/jpn ji jv/jav/jaw jw ka/geo/kat kg/kon ki/kik kj/kua kk/kaz kl/kal km/khm kn/kan
    ko/kor kr/kau ks/kas ku/kur kv/kom kw/cor ky/kir la/lat lb/ltz lg/lug li/lim ln/lin lo/lao
    lt/lit lu/lub lv/lav mg/mlg mh/mah mi/mao/mri mk/mac/mkd ml/mal mn/mon mo mr/mar ms/may/msa
    mt/mlt my/bur/mya na/nau nb/nob nd/nde ne/nep ng/ndo nl/dut/nld nn/nno no/nor nr/nbl nv/nav
    ny/nya oc/oci oj/oji om/orm or/ori os/oss pa/pan pi/pli pl/pol ps/pus pt/por qu/que rm/roh
    rn/run ro/mol/ron/rum ru/rus rw/kin sa/san sc/srd sd/snd se/sme sg/sag sh si/sin sk/slk/slo
    sl/slv sm/smo sn/sna so/som sq/alb/sqi sr/scc/srp ss/ssw st/sot su/sun sv/swe sw/swa ta/tam
    te/tel tg/tgk th/tha ti/tir tk/tuk tl tn/tsn to/ton tr/tur ts/tso tt/tat tw ty/tah ug/uig
    uk/ukr ur/urd uz/uzb ve/ven vi/vie vo/vol wa/wln wo/wol xh/xho yi/yid yo/yor za/zha zh/chi/zho
    zu/zul
"""
"""The languages of two letters, each with the codes of three letters that are no tags beside it.

Source: IANA language subtag registry; ISO 639-2, both of its lists.
"""

_PRIMARY = {
    code: codes[0] for codes in (each.split("/") for each in _REGISTERED.split()) for code in codes
}

# RFC 5646, section 2.1, without its list of grandfathered tags.
_TAG = re.compile(
    "[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    "(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    "(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)


def language_tag(language: str) -> str:
    """The BCP 47 tag of a language, or "" when it is none: e-books may hold no other.

    `en_US`, as locales and web pages have it, is understood, and so is the long code of a language
    that has a short one (`eng`, `ger`). A country for a language (`jp`, `cz`) is none.
    """
    tag = language.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ""
    first, dash, rest = tag.partition("-")
    known = primary_tag(first)
    if known == first.lower():
        return tag
    return f"{known}{dash}{rest}" if known else ""


def primary_tag(code: str) -> str:
    """The subtag of a language in small letters by its code of two or three, "" when it is none.

    Codes of three letters that have no short one stand as they are: there are 8,000 of them.
    """
    code = code.lower()
    return _PRIMARY.get(code, code if len(code) == 3 else "")


CULTURES: Mapping[str, str] = {
    "ar": "ar-SA", "bg": "bg-BG", "ca": "ca-ES", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE",
    "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI",
    "fr": "fr-FR", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU", "id": "id-ID",
    "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "lt": "lt-LT", "lv": "lv-LV", "nb": "nb-NO",
    "nl": "nl-NL", "no": "nb-NO", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU",
    "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Latn-RS", "sv": "sv-SE", "th": "th-TH",
    "tr": "tr-TR", "uk": "uk-UA", "ur": "ur-PK", "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip
"""The tags with a country that Word knows for those without, which it does not proofread."""

_SHORT: Mapping[str, str] = {culture: tag for tag, culture in reversed(tuple(CULTURES.items()))}


def without_country(tag: str) -> str:
    """The tag for which a Word file of ours has this one: "en" for "en-US"."""
    return _SHORT.get(tag, tag)
