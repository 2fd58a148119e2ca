"""Prose without an author: sentences of fixed shapes, filled at random from short lists of words.

What it says is nonsense about a harbour; its words are as long as words are in each language.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

__all__ = ["LANGUAGES", "article", "paragraphs"]

LANGUAGES = ("en", "de", "fr", "es", "ru")

_SHAPES = {
    "en": """{who} {said} that the {noun} of {place} would {verb} {when}, though the {noun} had not.
{When}, the {adj} {noun} was moved to {place}, where {number} {plural} had been waiting for it.
No {noun} in {place} is as {adj} as this one, according to {who}.
“We never asked for a {adj} {noun},” {who} {said}, “and the {plural} will {verb} without it.”
The {plural} {said} little about the {adj} {noun}, which cost {number} crowns.
It was {who} who {said} so; {who}, {when}, had found the {adj} {plural} of {place} again.
Of the {number} {plural}, only a {noun} remained, and it was {adj}.""",
    "de": """{who} {said}, dass der {noun} in {place} {when} nicht mehr zu {verb} sei.
{When} wurden {number} {plural} nach {place} gebracht, obwohl kein {noun} {adj} genug war.
„Wir haben nie nach einem {noun} gefragt“, {said} {who}, „und die {plural} sind {adj}.“
Kein {noun} in {place} ist so {adj} wie dieser, meint {who}, und {number} {plural} geben ihr recht.
Von den {number} {plural} blieb nur ein {noun} übrig, der {when} als {adj} galt.
Ob der {noun} zu {verb} ist, weiß {who} so wenig wie die {plural} von {place}.""",
    "fr": """{who} {said} que le {noun} de {place} ne pourrait plus {verb} {when}.
{When}, {number} {plural} ont été conduits à {place}, bien qu’aucun {noun} n’y fût {adj}.
« Nous n’avons pas demandé de {noun} », {said} {who}, « et les {plural} sauront {verb} sans lui. »
Aucun {noun} de {place} n’est aussi {adj} que celui-ci, d’après {who}.
Des {number} {plural}, il ne reste qu’un {noun}, que l’on croyait {adj} {when}.
Ce {noun} {adj} a coûté {number} couronnes, ce que {who} n’a jamais voulu {verb}.""",
    "es": """{who} {said} que el {noun} de {place} no podría {verb} {when}.
{When} llegaron {number} {plural} a {place}, aunque ningún {noun} era {adj}.
«Nunca pedimos un {noun} tan {adj}», {said} {who}, «y los {plural} sabrán {verb} sin él».
Ningún {noun} de {place} es tan {adj} como este, según {who}.
De los {number} {plural} solo queda un {noun}, que {when} parecía {adj}.
El {noun} costó {number} coronas, cosa que {who} nunca quiso {verb}.""",
    "ru": """{who} {said}, что {noun} в городе {place} {when} нельзя будет {verb}.
{When} в {place} привезли {number} человек, хотя ни один {noun} не был {adj}.
«Мы никогда не просили такой {noun}, – {said} {who}, – и {plural} сумеют {verb} без него».
Ни один {noun} в городе {place} не бывает так {adj}, как этот, считает {who}.
Остались только {plural}, и {noun}, который {when} казался {adj}, стоит {number} крон.
{who} не хочет {verb} об этом, а {plural} молчат.""",
}
_WORDS = {
    "en": {
        "noun": "harbour lighthouse council ferry market report agreement bridge committee winter "
        "newspaper investigation settlement responsibility road archive mill tax",
        "plural": "boats fishermen documents neighbours representatives lamps years inspectors "
        "roofs explanations keys warehouses letters",
        "adj": "old uncertain expensive quiet remarkable northern provisional empty international "
        "small temporary well-known dry",
        "verb": "close reopen manage continue be rebuilt fail stay reconsider agree leave",
        "said": "said explained wrote admitted insisted repeated",
        "when": "in the spring|after the war|last Thursday|at the end of the century|for now",
    },
    "de": {
        "noun": "Hafen Leuchtturm Ausschuss Sitzungsbericht Markt Wirtschaftsverband Winter "
        "Vertrag Fährbetrieb Brückenpfeiler Gemeinderat Streit Haushaltsentwurf Weg "
        "Untersuchungsausschuss",
        "plural": "Boote Fischer Unterlagen Nachbarinnen Abgeordnete Straßenlaternen Jahre "
        "Gutachten Verwaltungsgebäude Schlüssel Verantwortlichkeiten Briefe",
        "adj": "alt ungewiss kostspielig ruhig bemerkenswert vorläufig leer zwischenstaatlich "
        "klein baufällig wohlbekannt",
        "verb": "schließen wiederherstellen verwalten retten beantworten finden rechtfertigen",
        "said": "sagte erklärte schrieb beteuerte wiederholte",
        "when": "im Frühjahr|nach dem Krieg|am vergangenen Donnerstag|gegen Ende des Jahrhunderts",
    },
    "fr": {
        "noun": "port phare conseil marché rapport accord pont comité hiver journal règlement "
        "moulin gouvernement chemin établissement impôt",
        "plural": "bateaux pêcheurs documents voisins représentants réverbères inspecteurs toits "
        "renseignements entrepôts",
        "adj": "vieux incertain coûteux tranquille remarquable provisoire vide international petit "
        "méconnu",
        "verb": "fermer rouvrir administrer continuer rester reconsidérer convenir partir",
        "said": "a dit|explique|écrivait|reconnaît|répète",
        "when": "au printemps|après la guerre|jeudi dernier|à la fin du siècle|pour l’instant",
    },
    "es": {
        "noun": "puerto faro consejo mercado informe acuerdo puente comité invierno periódico "
        "molino ayuntamiento camino establecimiento impuesto",
        "plural": "barcos pescadores documentos vecinos representantes faroles inspectores tejados "
        "almacenes procedimientos",
        "adj": "viejo incierto costoso tranquilo extraordinario provisional vacío internacional "
        "pequeño desconocido",
        "verb": "cerrar reabrir administrar continuar quedarse reconsiderar aceptar partir",
        "said": "dijo explicó escribió reconoció repitió",
        "when": "en primavera|después de la guerra|el jueves pasado|a fines de siglo|por ahora",
    },
    "ru": {
        "noun": "порт маяк совет рынок отчёт договор мост комитет музей закон мельник "
        "представитель путь парламент налог",
        "plural": "лодки рыбаки документы соседи представители фонари исследователи крыши "
        "обстоятельства склады",
        "adj": "стар неизвестен дорог спокоен замечателен пуст мал удивителен своевременен",
        "verb": "закрыть восстановить управлять продолжать оставить пересмотреть говорить",
        "said": "сказал объяснил написал признал повторил",
        "when": "весной|после войны|в прошлый четверг|в конце столетия|пока",
    },
}
_SYLLABLES = (
    "ba bren col dar el fin gor hal is jor kel lan mar nor os per quin ral sten tor um ven wil"
)
_CYRILLIC = "ба бре вел гор дан ер жи зор кал лан мар нор ос пет рал сте тор ул фин хол"
_ENDS = {"en": "ton ham ford", "de": "stadt hausen berg", "fr": "ville mont eau"}


def paragraphs(language: str, words: int, seed: int) -> list[str]:
    """Paragraphs of two to seven sentences, with so many words or a few more in all."""
    chance, found, count = random.Random(seed), [], 0
    names = [_name(language, chance) for _ in range(40)]
    while count < words:
        text = " ".join(_sentences(language, chance, names))
        count += text.count(" ") + 1
        found.append(text)
    return found


def article(number: int, words: int = 800) -> str:
    """The inside of a page in English: title, standfirst, headings, links, notes and a table.

    Each has some forty names of its own, so that new words come with every article, as they do.
    """
    chance = random.Random(number)
    first, *others = paragraphs("en", words, number)
    body = [f"<h1>The {_pick('en', 'noun', chance)} of {_name('en', chance)}, {number}</h1>"]
    body += [f'<p class="standfirst">{" ".join(first.split()[:25])}.</p>', f"<p>{first}</p>"]
    for count, text in enumerate(others):
        if count % 5 == 4:
            body.append(f"<h2>Of {_pick('en', 'plural', chance)}, and what became of them</h2>")
        body.append(f"<p>{_dressed(text, number, count)}</p>")
    rows = (f"<tr><td>{_name('en', chance)}</td><td>{n * 37}</td></tr>" for n in range(1, 5))
    return "\n".join((*body, f"<table><tr><th>Town</th><th>Boats</th></tr>{''.join(rows)}</table>"))


def _dressed(text: str, number: int, count: int) -> str:
    words = text.split(" ")
    if count % 3 == 0:
        words[3:6] = [f'<a href="https://{number}.example/">{" ".join(words[3:6])}</a>']
    if count % 4 == 1:
        words[5] += f'<span class="note">Seen by the author in the year {1800 + count}.</span>'
    if count % 2:
        words[-4] = f"<em>{words[-4]}</em>"
    return " ".join(words)


def _sentences(language: str, chance: random.Random, names: list[str]) -> Iterator[str]:
    shapes = _SHAPES[language].split("\n")
    for _ in range(chance.randint(2, 7)):
        sentence = re.sub(
            r"{(\w+)}",
            lambda match: _filled(match.group(1), language, chance, names),
            chance.choice(shapes),
        )
        yield sentence


def _filled(slot: str, language: str, chance: random.Random, names: list[str]) -> str:
    match slot:
        case "who" | "place":
            return chance.choice(names)
        case "number":
            return str(chance.randint(2, 4_000))
        case "When":
            word = _pick(language, "when", chance)
            return word[0].upper() + word[1:]
        case _:
            return _pick(language, slot, chance)


def _pick(language: str, slot: str, chance: random.Random) -> str:
    words = _WORDS[language][slot]
    return chance.choice(words.split("|") if "|" in words else words.split())


def _name(language: str, chance: random.Random) -> str:
    parts = (_CYRILLIC if language == "ru" else _SYLLABLES).split()
    end = chance.choice(["", "", *_ENDS.get(language, "").split()])
    return ("".join(chance.choices(parts, k=chance.randint(2, 3))) + end).title()
