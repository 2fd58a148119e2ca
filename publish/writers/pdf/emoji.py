"""What an emoji is called that stands in for several: a flag, a family, a person at work.

Names follow Unicode's CLDR (https://cldr.unicode.org), in English as the names of characters are.
"""

from __future__ import annotations

import re
import unicodedata

# Two letters of a flag; England's with its tags; a keycap; signs joined, toned, shown as pictures.
_PART = "[\u203c-\u3299\U0001f000-\U0001fbff][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
SEQUENCE = (
    "[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    f"|[0-9#*]\ufe0f?\u20e3|{_PART}(?:\u200d{_PART})*"
)
"""A pattern for one sign, of however many characters."""

_JOINER = "\u200d"
_TONES = dict(
    zip(
        "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff",
        ("light", "medium-light", "medium", "medium-dark", "dark"),
        strict=True,
    )
)
_PEOPLE = {"👨": "man", "👩": "woman", "🧑": "person", "👦": "boy", "👧": "girl", "🧒": "child"}
_GENDERS = {"♂": "man", "♀": "woman"}
_AT_WORK = {
    "⚕": "health worker", "⚖": "judge", "✈": "pilot", "🌾": "farmer", "🍳": "cook",
    "🍼": "feeding baby", "🎓": "student", "🎤": "singer", "🎨": "artist", "🏫": "teacher",
    "🏭": "factory worker", "💻": "technologist", "💼": "office worker", "🔧": "mechanic",
    "🔬": "scientist", "🚀": "astronaut", "🚒": "firefighter", "🦯": "with white cane",
    "🦼": "in motorized wheelchair", "🦽": "in manual wheelchair", "🦰": "with red hair",
    "🦱": "with curly hair", "🦲": "with bald head", "🦳": "with white hair",
}  # fmt: skip
_TOGETHER = {
    "🏳🌈": "rainbow flag", "🏳⚧": "transgender flag", "🏴☠": "pirate flag", "❤🔥": "heart on fire",
    "❤🩹": "mending heart", "😮💨": "face exhaling", "😵💫": "face with spiral eyes",
    "😶🌫": "face in clouds", "👁🗨": "eye in speech bubble", "🐕🦺": "service dog",
    "🐈⬛": "black cat", "🐻❄": "polar bear", "🐦⬛": "black bird", "🐦🔥": "phoenix",
    "🍋🟩": "lime", "🍄🟫": "brown mushroom", "⛓💥": "broken chain", "🧑🎄": "Mx Claus",
    "🧑🤝🧑": "people holding hands",
}  # fmt: skip
_NATIONS = {"gbeng": "England", "gbsct": "Scotland", "gbwls": "Wales"}
_REGIONS_TEXT = (
    "AC Ascension Island; AD Andorra; AE United Arab Emirates; AF Afghanistan; AG Antigua & "
    "Barbuda; AI Anguilla; AL Albania; AM Armenia; AO Angola; AQ Antarctica; AR Argentina; AS "
    "American Samoa; AT Austria; AU Australia; AW Aruba; AX Åland Islands; AZ Azerbaijan; BA "
    "Bosnia & Herzegovina; BB Barbados; BD Bangladesh; BE Belgium; BF Burkina Faso; BG Bulgaria; "
    "BH Bahrain; BI Burundi; BJ Benin; BL St. Barthélemy; BM Bermuda; BN Brunei; BO Bolivia; BQ "
    "Caribbean Netherlands; BR Brazil; BS Bahamas; BT Bhutan; BV Bouvet Island; BW Botswana; BY "
    "Belarus; BZ Belize; CA Canada; CC Cocos (Keeling) Islands; CD Democratic Republic of the "
    "Congo; CF Central African Republic; CG Congo; CH Switzerland; CI Côte d’Ivoire; CK Cook "
    "Islands; CL Chile; CM Cameroon; CN China; CO Colombia; CP Clipperton Island; CQ Sark; CR "
    "Costa Rica; CU Cuba; CV Cape Verde; CW Curaçao; CX Christmas Island; CY Cyprus; CZ Czechia; "
    "DE Germany; DG Diego Garcia; DJ Djibouti; DK Denmark; DM Dominica; DO Dominican Republic; DZ "
    "Algeria; EA Ceuta & Melilla; EC Ecuador; EE Estonia; EG Egypt; EH Western Sahara; ER "
    "Eritrea; ES Spain; ET Ethiopia; EU European Union; FI Finland; FJ Fiji; FK Falkland Islands; "
    "FM Micronesia; FO Faroe Islands; FR France; GA Gabon; GB United Kingdom; GD Grenada; GE "
    "Georgia; GF French Guiana; GG Guernsey; GH Ghana; GI Gibraltar; GL Greenland; GM Gambia; GN "
    "Guinea; GP Guadeloupe; GQ Equatorial Guinea; GR Greece; GS South Georgia & South Sandwich "
    "Islands; GT Guatemala; GU Guam; GW Guinea-Bissau; GY Guyana; HK Hong Kong SAR China; HM "
    "Heard & McDonald Islands; HN Honduras; HR Croatia; HT Haiti; HU Hungary; IC Canary Islands; "
    "ID Indonesia; IE Ireland; IL Israel; IM Isle of Man; IN India; IO British Indian Ocean "
    "Territory; IQ Iraq; IR Iran; IS Iceland; IT Italy; JE Jersey; JM Jamaica; JO Jordan; JP "
    "Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia; KI Kiribati; KM Comoros; KN St. Kitts & Nevis; "
    "KP North Korea; KR South Korea; KW Kuwait; KY Cayman Islands; KZ Kazakhstan; LA Laos; LB "
    "Lebanon; LC St. Lucia; LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; "
    "LU Luxembourg; LV Latvia; LY Libya; MA Morocco; MC Monaco; MD Moldova; ME Montenegro; MF St. "
    "Martin; MG Madagascar; MH Marshall Islands; MK North Macedonia; ML Mali; MM Myanmar; MN "
    "Mongolia; MO Macao SAR China; MP Northern Mariana Islands; MQ Martinique; MR Mauritania; MS "
    "Montserrat; MT Malta; MU Mauritius; MV Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ "
    "Mozambique; NA Namibia; NC New Caledonia; NE Niger; NF Norfolk Island; NG Nigeria; NI "
    "Nicaragua; NL Netherlands; NO Norway; NP Nepal; NR Nauru; NU Niue; NZ New Zealand; OM Oman; "
    "PA Panama; PE Peru; PF French Polynesia; PG Papua New Guinea; PH Philippines; PK Pakistan; "
    "PL Poland; PM St. Pierre & Miquelon; PN Pitcairn Islands; PR Puerto Rico; PS Palestinian "
    "Territories; PT Portugal; PW Palau; PY Paraguay; QA Qatar; RE Réunion; RO Romania; RS "
    "Serbia; RU Russia; RW Rwanda; SA Saudi Arabia; SB Solomon Islands; SC Seychelles; SD Sudan; "
    "SE Sweden; SG Singapore; SH St. Helena; SI Slovenia; SJ Svalbard & Jan Mayen; SK Slovakia; "
    "SL Sierra Leone; SM San Marino; SN Senegal; SO Somalia; SR Suriname; SS South Sudan; ST São "
    "Tomé & Príncipe; SV El Salvador; SX Sint Maarten; SY Syria; SZ Eswatini; TA Tristan da "
    "Cunha; TC Turks & Caicos Islands; TD Chad; TF French Southern Territories; TG Togo; TH "
    "Thailand; TJ Tajikistan; TK Tokelau; TL Timor-Leste; TM Turkmenistan; TN Tunisia; TO Tonga; "
    "TR Türkiye; TT Trinidad & Tobago; TV Tuvalu; TW Taiwan; TZ Tanzania; UA Ukraine; UG Uganda; "
    "UM U.S. Outlying Islands; UN United Nations; US United States; UY Uruguay; UZ Uzbekistan; VA "
    "Vatican City; VC St. Vincent & Grenadines; VE Venezuela; VG British Virgin Islands; VI U.S. "
    "Virgin Islands; VN Vietnam; VU Vanuatu; WF Wallis & Futuna; WS Samoa; XK Kosovo; YE Yemen; "
    "YT Mayotte; ZA South Africa; ZM Zambia; ZW Zimbabwe "
)
_REGIONS = {each[:2]: each[3:] for each in _REGIONS_TEXT.strip().split("; ")}


def name_of(sign: str) -> str:
    """The name of one sign in words; "" when nobody knows it.

    >>> name_of("👩\u200d💻"), name_of("🇩🇪"), name_of("👋🏿")
    ('woman technologist', 'flag: Germany', 'waving hand: dark skin tone')
    """
    if len(sign) == 2 and all("\U0001f1e6" <= char <= "\U0001f1ff" for char in sign):
        code = "".join(chr(ord(char) - 0x1F1E6 + ord("A")) for char in sign)
        return f"flag: {_REGIONS.get(code, code)}"
    if sign[0] == "\U0001f3f4" and sign[-1] == "\U000e007f":
        code = "".join(chr(ord(char) - 0xE0000) for char in sign[1:-1])
        return f"flag: {_NATIONS.get(code, code)}"
    if sign[-1] == "\u20e3":
        return f"keycap {sign[0]}"
    tones = list(dict.fromkeys(_TONES[char] for char in sign if char in _TONES))
    bare = "".join(char for char in sign if char not in _TONES and char not in "\ufe0e\ufe0f")
    if not bare:
        return f"{tones[0]} skin tone" if tones else ""
    said = _joined(bare.split(_JOINER)) if _JOINER in bare else _single(bare)
    if tones and said:
        said = f"{said.removesuffix(' sign')}: {', '.join(tones)} skin tone"
    return said


def _joined(parts: list[str]) -> str:
    if known := _TOGETHER.get("".join(parts)):
        return known
    first, last = _PEOPLE.get(parts[0], ""), parts[-1]
    if "💋" in parts:
        return "kiss"
    if "❤" in parts:
        return "couple with heart"
    if first and all(part in _PEOPLE for part in parts):
        return f"family: {', '.join(_PEOPLE[part] for part in parts)}"
    if first and len(parts) == 2 and last in _AT_WORK:
        return f"{first} {_AT_WORK[last]}"
    if len(parts) == 2 and last in _GENDERS:
        return f"{_GENDERS[last]} {_single(parts[0])}"
    return " and ".join(filter(None, map(_single, parts)))


def _single(char: str) -> str:
    name = unicodedata.name(char, "") if len(char) == 1 else ""
    return re.sub("^emoji (component|modifier) ", "", name.lower())
