"""Small words that belong to the next one: no line of a title should end with them."""

from __future__ import annotations

_SMALL = {
    "en": "a an the of to in on at by for from with as and or but nor is its his her their",
    "de": "der die das den dem des ein eine einen einem einer eines und oder im in am an auf aus "
    "bei für mit nach von vom vor zu zum zur über unter durch um als wie",
    "fr": "le la les un une des du de d l à au aux en et ou dans par pour sur sous avec sans chez "
    "que qui son sa ses leur",
    "es": "el la los las un una unos unas de del a al en y o u e con por para sin sobre su sus que",
    "it": "il lo la i gli le un uno una di del della dei degli delle a al alla ai in nel nella e o "
    "con per tra fra da dal dalla su sul sulla",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas e ou com por para ao à que",
    "nl": "de het een van in op te aan bij voor met en of als uit naar om door",
    "ru": "а в во и из к ко на не о об от по с со у за до для или при под над",
    "sv": "en ett av i på till för med och eller om som vid från",
    "da": "en et af i på til for med og eller om som ved fra",
    "no": "en et ei av i på til for med og eller om som ved fra",
    "pl": "a i o u w we z ze na do od po za dla nie lub przy pod nad",
    "cs": "a i k ke o s se u v ve z ze na do od po za pro při pod nad nebo",
    "uk": "а в у і й з із на не о об від по до за для або при під над",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_NONE: frozenset[str] = frozenset()
_OPENING = "([{“‘„‚«‹¿¡§"


def clings_to_next(word: str, language: str) -> bool:
    """Whether a word is an article, a preposition, a conjunction, or ends with an opening mark."""
    if word[-1] in _OPENING:
        return True
    small = _WORDS.get(language.partition("-")[0].lower(), _NONE)
    return word.lower().strip("“‘„‚«‹([{") in small
