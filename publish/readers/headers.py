"""The header of a mail: what its lines say of the article below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from publish.model.article import Declared, Hints, Note
from publish.model.tree import NOWHERE, Blocks, LineBreak, Origin, Paragraph
from publish.model.walk import text_of
from publish.readers.values import date_of, line_of, names_of, sender_of

__all__ = [
    "Header",
    "added",
    "header_among",
    "header_of",
    "hints_of",
    "is_forwarding",
    "left_out_note",
]


class Header(NamedTuple):
    """A line of a header: its name and its words."""

    name: str
    value: str


# As programs of these languages write them above a mail that is printed, copied or passed on.
_SUBJECT = """
    subject betreff objet oggetto asunto assunto onderwerp temat předmět predmet тема ämne emne aihe
    tárgy subiect konu 件名 主题 主旨 제목
"""
_FROM = """
    from von de da van od från fra lähettäjä feladó kimden от від 差出人 发件人 寄件者 보낸
"""
_DATE = """
    date datum data fecha dato dátum дата sent gesendet envoyé enviado inviato verzonden wysłano
    odesláno odoslané skickat sendt lähetetty elküldve trimis отправлено надіслано 日時 送信日時
    日期 发送时间
"""
_TO = """
    to an à a para aan do komu till til кому vastaanottaja címzett către kime 宛先 收件人 收件者 cc
    bcc kopie kopia copia копия reply-to
"""
_PARTS = {
    **dict.fromkeys(_SUBJECT.split(), "subject"),
    **dict.fromkeys(_FROM.split(), "from"),
    **dict.fromkeys(_DATE.split(), "date"),
    **dict.fromkeys(_TO.split(), "to"),
}
_LINE = re.compile(r"(?:>\s*)?\*?([^\W\d_][\w-]{0,40})\*?[ \u00a0]?[:：]\*?\s*(.*)")
_ADDRESSES = re.compile(  # a line of a header has 998 characters (RFC 5322, section 2.1.1)
    r"<[^>\n]{0,998}>|\[[^\]\n]{0,998}\]|(?<![^\s>\]])[^\s@]{1,998}@\S++"
)
_PASSED_ON = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|odp|ynt)(?:\[\d+\])?\s*[:：]\s*)+", re.I)
_FORWARDED = re.compile(
    r"-{2,}[^-]{3,60}-{2,}|\*{3,}|_{3,}|(?:Begin forwarded message|Anfang der weitergeleiteten"
    r" (?:E-Mail|Nachricht)|Début du message (?:réexpédié|transféré)|Inizio messaggio inoltrato"
    r"|Inicio del mensaje reenviado|Begin doorgestuurd bericht) ?:",
    re.IGNORECASE,
)
_FIRST = 3  # blocks of a page among which a header stands. # guess
_LONGEST_NOTE = 200  # characters


def header_of(lines: Sequence[str]) -> list[Header]:
    """The header that lines are, all of them; none when they are words of an article.

    A header names a subject or a sender, and one thing more that mail has.
    """
    headers: list[Header] = []
    for line in lines[1:] if lines and is_forwarding(lines[:1]) else lines:
        if line[:1] in " \t" and headers:
            last = headers[-1]
            headers[-1] = Header(last.name, f"{last.value} {line.strip()}")
        elif found := _LINE.fullmatch(line.strip()):
            headers.append(Header(found[1], found[2]))
        else:
            return []
    parts = {_PARTS.get(header.name.lower(), "") for header in headers} - {""}
    return headers if len(parts) > 1 and parts & {"subject", "from"} else []


def is_forwarding(lines: Sequence[str]) -> bool:
    """Whether lines are the one that mail programs write above a header they pass on."""
    return len(lines) == 1 and _FORWARDED.fullmatch(lines[0].strip()) is not None


def header_among(blocks: Blocks) -> tuple[Blocks, list[Header], Origin]:
    """The first blocks of a page, one of which may be a mail's header, without that."""
    for at, block in enumerate(blocks[:_FIRST]):
        if isinstance(block, Paragraph) and any(isinstance(i, LineBreak) for i in block.inlines):
            headers = header_of([line for line in text_of(block).split("\n") if line.strip()])
            if headers:
                return (*blocks[:at], *blocks[at + 1 :]), headers, block.origin
    return blocks, [], NOWHERE


def added(hints: Hints, headers: Sequence[Header]) -> Hints:
    """Hints with those of a header behind them."""
    said = hints_of(headers)
    return replace(
        hints,
        title=(*hints.title, *said.title),
        authors=(*hints.authors, *said.authors),
        published=(*hints.published, *said.published),
    )


def hints_of(headers: Sequence[Header]) -> Hints:
    """The title, authors and day that a header declares."""
    title, authors, published = [], [], []
    for name, value in headers:
        where = f"mail {name}"
        match _PARTS.get(name.lower()):
            case "subject":
                title.append(Declared(line_of(_PASSED_ON.sub("", value, count=1)), where))
            case "from":
                sender = sender_of(value) or _ADDRESSES.sub("", value)
                authors += [Declared(each, where) for each in names_of(sender)]
            case "date":
                published.append(Declared(date_of(value), where))
            case _:
                pass
    return Hints(
        title=tuple(each for each in title if each.value),
        authors=tuple(authors),
        published=tuple(each for each in published if each.value),
    )


def left_out_note(headers: Sequence[Header], origin: Origin = NOWHERE) -> tuple[Note, ...]:
    """The note on a mail's header, which is not printed."""
    if not headers:
        return ()
    lines = "; ".join(f"{header.name}: {header.value}" for header in headers)
    short = lines if len(lines) <= _LONGEST_NOTE else f"{lines[: _LONGEST_NOTE - 1]}…"
    return (Note("text.mail-header", f"a mail's header is not printed: {short}", origin),)
