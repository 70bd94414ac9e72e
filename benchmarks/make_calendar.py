"""Write the words of dates in many languages: ``python benchmarks/make_calendar.py``.

Months, weekdays and phrases such as "2 hours ago" are those of Unicode's CLDR (Unicode License v3),
as the package babel has them: names in full and abbreviated, as they stand alone and in a date.
They are written to ``articles/extraction/data/calendar.toml``. A name that means two months in
different languages is left out, except where the full name of one is the abbreviation of another.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import babel
from babel.dates import format_timedelta, get_day_names, get_month_names

from articles.extraction.words.calendarnames import key

DATA = ROOT / "articles" / "extraction" / "data" / "calendar.toml"
# fmt: off
# The languages of newspapers that CLDR has names for. Arabic has three sets of them.
LANGUAGES = (
    "en", "zh", "zh_Hant", "ja", "ko",
    "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "be", "bg", "mk", "sr", "sr_Latn", "hr", "bs",
    "sl", "cs", "sk", "pl", "ro", "hu", "tr", "az", "uz", "kk", "el", "sq", "sv", "da", "nb", "fi",
    "et", "lv", "lt", "is", "ga", "cy", "ca", "eu", "gl", "ar", "ar_LB", "ar_DZ", "ar_TN", "ar_MA",
    "fa", "ps", "ur", "he", "hi", "bn", "ta", "te", "ml", "mr", "gu", "kn", "pa", "ne", "si", "th",
    "id", "ms", "fil", "sw", "af", "ka", "hy", "mn", "am", "km", "lo", "my", "vi",
)
# fmt: on
# Numbers that languages inflect differently.
_NUMBERS = {"minutes": (1, 2, 3, 5, 21), "hours": (1, 2, 3, 5, 21), "days": (1, 2, 3, 5)}
_CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
_NAMED: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")


def names_of(language: str) -> tuple[list[list[str]], list[str]]:
    """The names of the twelve months, each in all its forms, and those of all weekdays."""
    months: list[list[str]] = [[] for _ in range(12)]
    days: list[str] = []
    for context in _CONTEXTS:
        for width in _NAMED:
            for month, name in get_month_names(width, context, language).items():
                if _is_word(name) and name not in months[month - 1]:
                    months[month - 1].append(name)
            for name in get_day_names(width, context, language).values():
                if all(map(_is_word, name.split())) and name not in days:
                    days.append(name)
    return months, days


def ago_of(language: str) -> dict[str, list[str]]:
    """The phrases for a number (#) of minutes, hours and days ago."""
    phrases: dict[str, list[str]] = {}
    for unit, numbers in _NUMBERS.items():
        for number in numbers:
            try:
                text = format_timedelta(
                    dt.timedelta(**{unit: -number}),
                    threshold=1,
                    add_direction=True,
                    locale=language,
                )
            except KeyError:  # CLDR has no such phrase.
                continue
            phrase = re.sub(rf"(?<!\d){number}(?!\d)", "#", text)
            if phrase not in phrases.setdefault(unit, []):
                phrases[unit].append(phrase)
    return phrases


def _is_word(name: str) -> bool:
    """False for a number, for more than one word, and for a letter ("M")."""
    bare = name.strip(".")
    return len(bare) > 1 and not any(char.isdigit() or char.isspace() for char in name)


def main() -> None:
    found = {language: names_of(language) for language in LANGUAGES}
    full: dict[str, set[int]] = defaultdict(set)
    short: dict[str, set[int]] = defaultdict(set)
    for language, (months, _) in found.items():
        wide = set(get_month_names("wide", "format", language).values())
        wide |= set(get_month_names("wide", "stand-alone", language).values())
        for number, names in enumerate(months, start=1):
            for name in names:
                (full if name in wide else short)[key(name)].add(number)

    def is_clear(name: str, number: int) -> bool:
        meant = full.get(key(name)) or short[key(name)]
        return meant == {number}

    lines = [
        "# Names of months and weekdays, by language: January to December, the forms of a month",
        "# separated by blanks; weekdays in any order; minutes, hours, days ago (# is a number).",
        "# Written by benchmarks/make_calendar.py from Unicode’s CLDR in babel "
        f"{babel.__version__} (Unicode License v3).",
        "",
    ]
    for language, (months, days) in found.items():
        shown = [
            " ".join(name for name in names if is_clear(name, number))
            for number, names in enumerate(months, start=1)
        ]
        lines += [f"[{language}]", "months = ["]
        lines += [f'  "{names}",' for names in shown]
        lines += ["]", f'weekdays = "{" | ".join(days)}"']
        lines += [f'{unit} = "{" | ".join(forms)}"' for unit, forms in ago_of(language).items()]
        lines.append("")
    unclear = sorted(name for name, numbers in full.items() if len(numbers) > 1)
    print(f"{len(found)} languages; left out: {', '.join(unclear)}")
    DATA.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
