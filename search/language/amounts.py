"""Amounts that are written in several ways: $31m, 31 million, 31,000,000; 5pc, 5 per cent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Final

from search.language.lexemes import Kind, Lexeme

#: The most other ways to write an amount that are searched for.
MOST: Final = 16

_WORTH: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
#: How they are written by language. Abbreviations of English are joined to the number.
_NAMES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {each: (each,) for each in _WORTH},
    "de": {"million": ("Millionen", "Mio"), "billion": ("Milliarden", "Mrd")},
    "es": {"million": ("millones",)},
    "fr": {"million": ("millions",), "billion": ("milliards",)},
    "it": {"million": ("milioni", "mln"), "billion": ("miliardi", "mld")},
    "nl": {"million": ("miljoen", "mln"), "billion": ("miljard", "mld")},
    "pt": {"million": ("milhões",), "billion": ("bilhões",)},
    "sv": {"million": ("miljoner",), "billion": ("miljarder",)},
}
_JOINED: Final = {
    "thousand": ("k",),
    "million": ("m", "mn", "mln"),
    "billion": ("bn", "b"),
    "trillion": ("tn", "trn"),
}
_PERCENT: Final = {
    "en": ("percent", "per cent", "pct", "pc"),
    "de": ("Prozent",),
    "es": ("por ciento",),
    "fr": ("pour cent",),
    "it": ("per cento",),
    "nl": ("procent",),
    "pt": ("por cento",),
    "sv": ("procent",),
}
#: Languages that write 31.000.000 for 31,000,000; of those above, only English writes 1.5 for 1,5.
_WITH_POINTS: Final = frozenset({"de", "es", "it", "nl", "pt"})
_WORDS: Final = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS: Final = tuple(_WORDS.split())

_SCALE_OF: Final = {
    name.casefold(): scale
    for names_of in (*_NAMES.values(), _JOINED)
    for scale, names in names_of.items()
    for name in names
}
_PERCENT_NAMES: Final = {name.casefold() for names in _PERCENT.values() for name in names}


def _any(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(name.replace(" ", r"\ ") for name in longest_first)


_AMOUNT: Final = re.compile(
    rf"""(?: [A-Z]{{0,3}} [$£€¥₹] )?
    (?: (?P<number> \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?
        | \d{{1,3}}(?:\.\d{{3}}){{2,4}} | \d{{1,15}}(?:[.,]\d{{1,2}})? )
      | (?P<word> {_any(_NUMBERS)} ) (?=[\s-]) )
    (?: [\s-]? (?: (?P<scale> {_any(_SCALE_OF)} ) | (?P<percent> % | {_any(_PERCENT_NAMES)} ) ) )?
    [.,;:!?]*""",
    re.VERBOSE | re.IGNORECASE,
)
_GROUPS: Final = re.compile(r"[.,](?=\d{3}(?!\d))")
_LETTERS: Final = re.compile(r"[\W_]+")


def joined(lexemes: Sequence[Lexeme]) -> Iterator[Lexeme]:
    """The lexemes, in which an amount that was typed in two or three words is one: 31 million,
    5 per cent."""
    place = 0
    while place < len(lexemes):
        length = next((each for each in (3, 2) if _is_amount(lexemes[place : place + each])), 1)
        parts = lexemes[place : place + length]
        text = " ".join(part.text for part in parts)
        yield replace(parts[0], text=text, span=(parts[0].span[0], parts[-1].span[1]))
        place += length


def _is_amount(lexemes: Sequence[Lexeme]) -> bool:
    if any(each.kind is not Kind.WORD or each.field or each.exact for each in lexemes):
        return False
    first, *others = (each.text for each in lexemes)
    if not others or _AMOUNT.fullmatch(f"{first} %") is None:
        return False
    match = _AMOUNT.fullmatch(" ".join([first, *others]))
    name = match and (match["scale"] or match["percent"])
    return name is not None and (len(name) > 1 or name == "%")  # "31 m" may be anything


def other_amounts(text: str, languages: Sequence[str]) -> tuple[str, ...]:
    """The other ways to write an amount in these languages; none for a text that is no amount. A
    number without a word is one if it is round and has five digits: a shorter one may be a year."""
    match = _AMOUNT.fullmatch(text)
    if match is None or (match["word"] and len(match["scale"] or match["percent"] or "") < 2):
        return ()
    number = _number_of(match)
    if match["percent"]:
        forms = _percentages(number, languages)
    elif match["scale"]:
        forms = _amounts(number, _SCALE_OF[match["scale"].casefold()], languages)
    elif number >= 10**4 and number % 10**3 == 0:
        forms = _amounts(number, "", languages)
    else:
        return ()
    others = {_spelt(form): form for form in forms}
    others.pop(_spelt(text), None)
    return tuple(islice(others.values(), MOST))


def _spelt(text: str) -> str:
    """What is compared of an amount, apart from the signs of currencies and between its words."""
    return _LETTERS.sub(" ", text.replace(",", "")).strip().casefold()


def _number_of(match: re.Match[str]) -> Decimal:
    if match["word"]:
        return Decimal(_NUMBERS.index(match["word"].lower()) + 1)
    number = match["number"]
    if "," in number or number.count(".") > 1:
        number = _GROUPS.sub("", number)
    return Decimal(number.replace(",", "."))


def _amounts(number: Decimal, typed: str, languages: Sequence[str]) -> Iterator[str]:
    """The forms of a number of thousands, millions …, or of units. The likeliest come first."""
    value = number * _WORTH.get(typed, 1)
    if value == int(value):
        yield f"{int(value):,}"
        if not _WITH_POINTS.isdisjoint(languages):
            yield f"{int(value):,}".replace(",", ".")
    largest = [scale for scale, worth in _WORTH.items() if value >= worth][-1:]
    for scale in dict.fromkeys([*largest, *filter(None, [typed])]):
        count = value / _WORTH[scale]
        if count != round(count, 2):
            continue
        for language in languages:
            for name in _NAMES.get(language, {}).get(scale, ()):
                yield f"{_figure(count, language)} {name}"
            if language == "en":
                yield from (f"{_figure(count)}{name}" for name in _JOINED[scale])
                if count in range(1, len(_NUMBERS) + 1):
                    yield f"{_NUMBERS[int(count) - 1]} {scale}"


def _percentages(number: Decimal, languages: Sequence[str]) -> Iterator[str]:
    """The forms of a percentage. The sign is in no index, so the number stands for 1.5%; a whole
    number does not, since too many articles have it for some other reason."""
    if number % 1:
        yield _figure(number)
    for language in languages:
        for name in _PERCENT.get(language, ()):
            yield f"{_figure(number, language)} {name}"
    if "en" in languages:
        yield f"{_figure(number)}pc"
        if number in range(1, len(_NUMBERS) + 1):
            yield f"{_NUMBERS[int(number) - 1]} percent"
            yield f"{_NUMBERS[int(number) - 1]} per cent"


def _figure(number: Decimal, language: str = "en") -> str:
    """31, 1.5 or, in most languages, 1,5."""
    text = f"{number.normalize():f}"
    return text if language == "en" else text.replace(".", ",")
