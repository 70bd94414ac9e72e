"""Codes of languages, by their names in several languages and by other codes."""

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
#: Codes of three letters (ISO 639-2, both forms, and 639-3), by the code of two.
_LONGER: Final = {
    code: short
    for short, longer in {
        "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces cze", "da": "dan", "de": "deu ger",
        "el": "ell gre", "en": "eng", "es": "spa", "et": "est", "eu": "eus baq", "fa": "fas per",
        "fi": "fin", "fr": "fra fre", "ga": "gle", "he": "heb", "hi": "hin", "hr": "hrv",
        "hu": "hun", "hy": "hye arm", "id": "ind", "is": "isl ice", "it": "ita", "ja": "jpn",
        "ko": "kor", "lt": "lit", "lv": "lav", "ms": "msa may zsm", "nl": "nld dut",
        "no": "nor nob nno", "pl": "pol", "pt": "por", "ro": "ron rum", "ru": "rus",
        "sk": "slk slo", "sl": "slv", "sq": "sqi alb", "sr": "srp", "sv": "swe", "ta": "tam",
        "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "zho chi cmn",
    }.items()
    for code in longer.split()
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"(?P<code>[a-z]{2,3})(?P<rest>(?:[-_][a-z0-9]{1,8})*)", re.ASCII | re.IGNORECASE)


def language_code(text: str) -> str:
    """Return the code of the first language that ``text`` names; "" for an unknown one."""
    value = text.strip().casefold()
    if value[:2] in _NAMES and (len(value) == 2 or value[2:3] == "-"):
        return value[:2]
    if value in _LONGER:
        return _LONGER[value]
    return next((_CODES[word] for word in _WORD.findall(value) if word in _CODES), "")


def language_tag(text: str) -> str:
    """Return the code that a record states as ``pt-BR``, ``eng`` or ``English``; "" for what names
    no language."""
    tag = _TAG.fullmatch(text.strip())
    if tag is None or tag["code"].casefold() in _CODES:
        return language_code(text)
    code = tag["code"].lower()
    return _LONGER.get(code, code) + tag["rest"].replace("_", "-")
