"""Names of languages, in English and in the language itself."""

from __future__ import annotations

from typing import Final

from django.conf.locale import LANG_INFO

from search.text.languages import primary

#: Languages of articles for which Django has no translation.
_OTHERS: Final = (
    "am Amharic, an Aragonese, as Assamese, dz Dzongkha, fo Faroese, gu Gujarati,"
    " ht Haitian Creole, iw Hebrew, jv Javanese, ku Kurdish, la Latin, lo Lao, mg Malagasy,"
    " mt Maltese, no Norwegian, oc Occitan, or Odia, ps Pashto, qu Quechua, rw Kinyarwanda,"
    " se Northern Sami, si Sinhala, so Somali, st Sesotho, su Sundanese, tl Tagalog, vo Volapük,"
    " wa Walloon, xh Xhosa, yi Yiddish, yo Yoruba, zh Chinese, zu Zulu"
)
_NAMES: Final = {
    **{
        code: info["name"]
        for code, info in LANG_INFO.items()
        if "name" in info and primary(code) == code
    },
    **{
        code: name for code, _, name in (each.strip().partition(" ") for each in _OTHERS.split(","))
    },
}
_CODES: Final = {name.lower(): code for code, name in _NAMES.items()} | {
    info["name_local"].lower(): code
    for code, info in LANG_INFO.items()
    if "name_local" in info and primary(code) == code
}


def name_of(code: str) -> str:
    """The English name of a language, such as ``French``, or its code if the name is unknown."""
    name: str | None = LANG_INFO.get(code.lower(), {}).get("name") or _NAMES.get(primary(code))
    return name or code


def code_of(text: str) -> str:
    """The code of a language from its name or code: ``de`` of German, Deutsch and de-AT. "" if it
    is neither."""
    wanted = text.strip().lower()
    return _CODES.get(wanted) or primary(wanted)
