"""The words of dates in many languages, read from ``data/calendar.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("calendarnames")

_DATA = Path(__file__).resolve().parent.parent / "data" / "calendar.toml"
_ACCENTS = re.compile("[\u0300-\u036f]")
# Prefixes that some languages write together with the month: "3 במרץ".
_PREFIXES = ("ב",)


def key(name: str) -> str:
    """A name for comparing: caseless, without accents and without marks at its end."""
    if name.isascii():
        return name.lower().strip(".,'")
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    return unicodedata.normalize("NFC", plain).replace("ı", "i").strip(".,،’'")


def month_named(name: str) -> int | None:
    """The number of a month of our calendar, by its name in any of the languages."""
    months = _names()[0]
    found = months.get(key(name))
    if found is None and name.startswith(_PREFIXES):
        found = months.get(key(name[1:]))
    return found


def persian_month_named(name: str) -> int | None:
    """The number of a month of the Solar Hijri calendar, by its name."""
    return _persian().get(key(name))


def is_weekday(name: str) -> bool:
    """True for the name of a weekday in any of the languages."""
    return key(name) in _names()[1]


def unit_ago(phrase: str) -> str:
    """ "minutes", "hours" or "days" for ``vor # Stunden``, where # is a number; "" for all else."""
    return _ago().get(_unspaced(phrase), "")


@cache
def _names() -> tuple[dict[str, int], frozenset[str]]:
    languages = _languages()
    months = {
        key(name): number
        for language in languages
        for number, names in enumerate(language["months"], start=1)
        for name in names.split()
    }
    months.update(_numbered("other_spellings"))
    days = {
        key(name)
        for language in languages
        for names in language["weekdays"].split("|")
        for name in names.split()
    }
    return months, frozenset(days)


@cache
def _ago() -> dict[str, str]:
    return {
        _unspaced(phrase): unit
        for language in _languages()
        for unit in ("minutes", "hours", "days")
        for phrase in language.get(unit, "").split("|")
        if "#" in phrase
    }


def _unspaced(phrase: str) -> str:
    """Pages write "2 日前" and "2日前"."""
    return key("".join(phrase.split()))


@cache
def _languages() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(_DATA.read_text(encoding="utf-8")).values())


@cache
def _persian() -> dict[str, int]:
    return _numbered("persian_months")


def _numbered(entry: str) -> dict[str, int]:
    """The names of months in a list of phrases, by their numbers."""
    return {
        key(name): number
        for number, names in enumerate(_PHRASES.phrases(entry), start=1)
        for name in names.split("|")
    }
