"""Encodings: mark, UTF-8, declaration, recognition."""

import pytest

from publish.errors import UndecodableText
from publish.model.article import Source
from publish.model.walk import text_of
from publish.readers import read

GERMAN = (
    "Die Mieten in der Stadt sind zum neunten Mal in Folge gestiegen, sagte das Amt für Statistik "
    "am Montag. Für viele Bürger heißt das: Sie müssen länger suchen, und die Löhne “folgen” nicht."
)
RUSSIAN = (
    "Цены на аренду жилья в городе растут девятый месяц подряд, сообщило в понедельник управление "
    "статистики. Заработная плата за ними не успевает, и весной ничего не изменится."
)
JAPANESE = (
    "市の統計局は月曜日、市内の家賃が九か月連続で上昇したと発表した。賃金の伸びはこれに追いついておらず、"
    "引っ越した借り手は、住み続けている人より四分の一ほど多く払っているという。"
)
CHINESE = (
    "市统计局星期一表示，该市房租已连续第九个月上涨。工资没有跟上，搬家的租户比留在原处的租户多付四分之一，"
    "而且预计春季之前不会有任何变化。"
)


def said(data: bytes, name: str = "a.txt") -> str:
    return "\n".join(text_of(block) for block in read(Source(name, data)).blocks)


def notes(data: bytes, name: str = "a.txt") -> list[str]:
    return [f"{note.code}: {note.message}" for note in read(Source(name, data)).notes]


def test_utf_8_needs_no_note() -> None:
    assert notes(GERMAN.encode()) == []
    assert notes(GERMAN.encode("utf-8-sig")) == []
    assert said(GERMAN.encode("utf-8-sig")) == GERMAN


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_known_by_their_mark_or_their_nuls(codec: str) -> None:
    assert said(GERMAN.encode(codec)) == GERMAN
    assert notes(GERMAN.encode(codec))[0].startswith("source.charset: read as utf-")


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (GERMAN, "cp1252", "iso-8859-1"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (JAPANESE, "cp932", "Shift_JIS"),
        (CHINESE, "gb18030", "GB2312"),
    ],
)
def test_a_declared_encoding_is_believed(text: str, codec: str, label: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><p>{text}</p></html>'.encode(codec)

    assert said(page, "a.html") == text
    assert notes(page, "a.html") == [f"source.charset: read as {codec} (declared)"]


@pytest.mark.parametrize(
    ("text", "codec"),
    [(GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (JAPANESE, "cp932"), (CHINESE, "gb18030")],
)
def test_an_undeclared_encoding_is_recognised_and_named(text: str, codec: str) -> None:
    assert said(text.encode(codec)) == text
    assert "(recognised)" in notes(text.encode(codec))[0]


@pytest.mark.parametrize(
    ("text", "codecs"),
    [
        ("Où va-t-il ? Là où naît le goût du pain, à l’œuvre.", "cp1252 mac_roman"),
        ("El niño comió en la casa de su señora.", "cp1252 mac_roman"),
        ("A estação não é longe, e os irmãos vão a pé para o coração.", "cp1252"),
        ("Perché la città è così bella? Più in là c'è l'università.", "cp1252"),
        ("Það er ekki að furða að hann þurfi að fara í bæinn með þér.", "cp1252"),
        ("Bir değirmen için ve köyün yarısı için bu çok güzel bir şeydi.", "cp1254"),
        ("Kůň v neděli žíznil a šťastný mlynář se na něj díval.", "cp1250 iso8859_2"),
        ("Mlyn v nedeľu zomlel múku, a že ľudia sa tešili.", "cp1250 iso8859_2"),
        ("Żółw w niedzielę się cieszył, że zmełł mąkę.", "cp1250 iso8859_2"),
        ("A malom vasárnap őrölt, és az űrhajó nem.", "cp1250 iso8859_2"),
        ("Moara a măcinat, şi jumătate din sat a venit să vadă.", "cp1250 iso8859_2"),
        ("Mlin na potoku je mljeo i pola sela je došlo, što će reći čudo.", "cp1250 iso8859_2"),
        ("Malūnas sumalė miltų, ir pusė kaimo atėjo į kalną.", "cp1257"),
    ],
)
def test_encodings_that_share_their_bytes_are_told_by_the_letters_of_the_language(
    text: str, codecs: str
) -> None:
    assert [said(text.encode(codec)) for codec in codecs.split()] == [text] * len(codecs.split())


def test_utf_8_with_a_few_broken_bytes_stays_utf_8() -> None:
    data = GERMAN.encode().replace("müssen".encode(), b"m\xffssen")

    assert said(data) == GERMAN.replace("müssen", "m\ufffdssen")
    assert notes(data) == [
        "source.charset: read as utf-8 (with broken bytes)",
        "source.unread: characters that could not be read, each now \ufffd: 1",
    ]


def test_halves_of_characters_are_made_whole_or_named_as_lost() -> None:
    whole = "boat \U0001f6a2"
    halves = "boat \ud83d\udea2".encode("utf-8", "surrogatepass")
    alone = "The \ud83d boat leaves at nine.".encode("utf-8", "surrogatepass")

    assert said(halves) == whole
    assert said(alone) == "The \ufffd boat leaves at nine."
    assert "source.unread: characters that could not be read, each now \ufffd: 1" in notes(alone)


@pytest.mark.parametrize(("text", "codec"), [(CHINESE, "gb18030"), (JAPANESE, "shift_jis")])
def test_a_text_that_was_cut_within_a_character_is_read(text: str, codec: str) -> None:
    assert said(text.strip("。").encode(codec)[:-1])[:-1] == text.strip("。")[:-1]


def test_broken_characters_of_others_are_not_mended() -> None:
    assert said("FÃ¼r die Stadt".encode()) == "FÃ¼r die Stadt"


def test_a_declaration_that_names_no_text_is_not_believed() -> None:
    page = b'<html><meta charset="hex"><p>' + GERMAN.encode("cp1252")

    assert said(page, "a.html") == GERMAN


def test_bytes_that_are_no_text_are_refused() -> None:
    page = b'<html><meta charset="shift_jis"><p>' + b"\x81\xff" * 100

    with pytest.raises(UndecodableText) as caught:
        read(Source("a.html", page))

    assert caught.value.hint == "save it as UTF-8"


def test_dropped_controls_are_counted_in_a_note() -> None:
    data = ("Rents\x00 rise\x07 again in the city, as the office said." * 2).encode()

    assert "\x00" not in said(data)
    assert notes(data) == ["text.cleaned: control characters dropped: 4"]


def test_a_byte_that_an_encoding_does_not_have_is_lost_alone() -> None:
    data = "Où est-il ? À la forêt, où le garçon rêve.".encode("cp1252")

    assert said(b"<p>" + data + b"<!-- \x81 --></p>", "a.html").startswith("Où est-il ?")
