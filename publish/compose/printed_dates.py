"""Dates in words, by language: no clock, no locale of the machine."""

from __future__ import annotations

import re

_MONTHS: dict[str, tuple[str, ...]] = {
    language: tuple(names.split())
    for language, names in {
        "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου "
        "Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
        "en": "January February March April May June July August September October November "
        "December",
        "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
        "diciembre",
        "fa": "ژانویهٔ فوریهٔ مارس آوریل مهٔ ژوئن ژوئیهٔ اوت سپتامبر اکتبر نوامبر دسامبر",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre "
        "décembre",
        "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
        "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
        "novembre dicembre",
        "nl": "januari februari maart april mei juni juli augustus september oktober november "
        "december",
        "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
        "listopada grudnia",
        "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
        "dezembro",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม "
        "พฤศจิกายน ธันวาคม",
        "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада "
        "грудня",
    }.items()
}
"""The months' names, January first. Source: Unicode CLDR 44, calendar gregorian, format wide."""

_ALONE: dict[str, tuple[str, ...]] = {
    language: tuple(names.split())
    for language, names in {
        "cs": "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
        "el": "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος "
        "Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος",
        "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik "
        "listopad grudzień",
        "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень "
        "листопад грудень",
    }.items()
}
"""Their names without a day, where these differ. Source: as above, stand-alone wide."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_DAY_MONTH = {
    "cs": "{day}. {month} {year}",
    "de": "{day}. {month} {year}",
    "es": "{day} de {month} de {year}",
    "he": "{day} ב{month} {year}",
    "ja": "{year}年{number}月{day}日",
    "ko": "{year}년 {number}월 {day}일",
    "pt": "{day} de {month} de {year}",
    "ru": "{day} {month} {year} г.",
    "th": "{day} {month} ค.ศ. {year}",
    "uk": "{day} {month} {year} р.",
    "vi": "{day} tháng {number}, {year}",
    "zh": "{year}年{number}月{day}日",
}
_MONTH = {
    "es": "{month} de {year}",
    "ja": "{year}年{number}月",
    "ko": "{year}년 {number}월",
    "pt": "{month} de {year}",
    "ru": "{month} {year} г.",
    "th": "{month} ค.ศ. {year}",
    "uk": "{month} {year} р.",
    "vi": "tháng {number}, {year}",
    "zh": "{year}年{number}月",
}
_NUMBERED = frozenset({"ja", "ko", "vi", "zh"})  # languages that count their months


def printed_date(date: str, language: str) -> str:
    """A date as a reader of the language writes it: "21 January 2024", "21. Januar 2024".

    `date` begins with yyyy, yyyy-mm or yyyy-mm-dd; a time behind it is not printed. Languages
    without a table get the same digits. What is no date comes back as it is.
    """
    match = _DATE.match(date)
    if not match:
        return date
    year, month, day = match.groups()
    primary = language.split("-", maxsplit=1)[0].lower()
    if month is None or not 1 <= int(month) <= 12 or primary not in _MONTHS.keys() | _NUMBERED:
        return match.group()
    names = _MONTHS.get(primary, ())
    if day is None:
        form, names = _MONTH.get(primary, "{month} {year}"), _ALONE.get(primary, names)
    else:
        form = _DAY_MONTH.get(primary, "{day} {month} {year}")
    return form.format(
        day="1er" if primary == "fr" and day == "01" else int(day or 0),
        month=names[int(month) - 1] if names else "",
        number=int(month),
        year=year,
    )
