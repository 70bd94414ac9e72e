"""Codes of languages by their names in the languages of the databases."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = {
    "en": "english englisch anglais inglés ingles inglese inglês engels engelska engelsk angielski",
    "de": "german deutsch allemand alemán aleman tedesco alemão duits tyska tysk niemiecki",
    "fr": "french französisch franzoesisch français francais francés francese francês frans "
    "franska fransk francuski",
    "es": "spanish spanisch espagnol español espanol espanhol castellano spagnolo spaans spanska "
    "spansk hiszpański",
    "it": "italian italienisch italien italiano italiaans italienska italiensk włoski",
    "pt": "portuguese portugiesisch portugais portugués português portoghese portugees "
    "portugisiska portugisisk portugalski",
    "nl": "dutch niederländisch néerlandais neerlandés neerlandais nederlands olandese holandês "
    "nederländska nederlandsk niderlandzki",
    "da": "danish dänisch danois danés dansk danese dinamarquês deens danska duński",
    "sv": "swedish schwedisch suédois sueco svenska svedese zweeds svensk szwedzki",
    "no": "norwegian norwegisch norvégien noruego norsk norvegese norueguês noors norska norweski",
    "fi": "finnish finnisch finnois finés suomi",
    "pl": "polish polnisch polonais polaco polski polacco polonês pools polska polsk",
    "cs": "czech tschechisch tchèque checo",
    "hu": "hungarian ungarisch hongrois húngaro magyar",
    "ru": "russian russisch russe ruso russo русский",
    "uk": "ukrainian ukrainisch ukrainien ucraniano",
    "tr": "turkish türkisch turc turco türkçe",
    "ar": "arabic arabisch arabe árabe",
    "he": "hebrew hebräisch hébreu hebreo",
    "fa": "persian farsi persisch persan persa",
    "hi": "hindi",
    "ur": "urdu",
    "id": "indonesian indonesisch indonésien indonesio",
    "ms": "malay malaiisch malais",
    "zh": "chinese chinesisch chinois chino cinese",
    "ja": "japanese japanisch japonais japonés",
    "ko": "korean koreanisch coréen coreano",
    "el": "greek griechisch grec griego",
    "ro": "romanian rumänisch roumain rumano",
    "bg": "bulgarian bulgarisch bulgare búlgaro",
    "sr": "serbian serbisch serbe serbio",
    "hr": "croatian kroatisch croate croata",
    "ca": "catalan katalanisch catalán català",
    "vi": "vietnamese vietnamesisch vietnamien vietnamita",
    "th": "thai thailändisch thaï",
}
_CODES: Final = {name: code for code, names in _NAMES.items() for name in names.split()}
_WORD = re.compile(r"[^\W\d_]+")


def language_code(text: str) -> str:
    """Return the code of the first language that ``text`` names; "" for an unknown one."""
    value = text.strip().casefold()
    if value[:2] in _NAMES and (len(value) == 2 or value[2:3] == "-"):
        return value[:2]
    return next((_CODES[word] for word in _WORD.findall(value) if word in _CODES), "")
