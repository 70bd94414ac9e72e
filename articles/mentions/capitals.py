"""Words of a paragraph, and the runs of capitalised ones that may be names."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from articles.mentions.vocabulary import Vocabulary

#: All quotation marks that open a quotation.
OPENING: Final = '“„«‘‹"'

_WORD: Final = re.compile(
    r"""
      (?: [^\W\d_a-z]\. )+ (?: [^\W\d_a-z](?!\w) )?       # initials: K., R.J., U.S
    | (?: [^\W\d_]+ | \d+(?=[^\W\d_]) ) (?: ['’ʼ\-‐‑] [^\W_]+ | (?<=[^\W\d_])[^\W_]+ )*
    | \d+ (?: [.,:]\d+ )*
    | [&]
    """,
    re.VERBOSE,
)
#: French and Italian words that lean on the next one: l’Algérie. Where no sentence begins with it,
#: one with a capital belongs to a name, and in languages without such words any does: L’Oréal.
_LEANING: Final = re.compile(r"(?:[ldnsmtjc]|qu|jusqu|dell|all|nell|un)['’](?=\w)", re.IGNORECASE)
_WITHOUT_LEANING: Final = frozenset(("en", "de", "es"))
#: Particles that lean on a name in other languages: Giscard d’Estaing.
_LEANING_PARTICLE: Final = re.compile(r"[dl]['’](?=\w)")
_POSSESSIVE: Final = re.compile(r"['’](?:s|S)?$")
#: Small words that join parts of a name, and those that may only follow another such word.
_PARTICLES: Final = frozenset(
    ("van", "von", "de", "da", "di", "del", "della", "dos", "du", "la", "le", "el", "al", "bin",
     "ibn", "zu")
)  # fmt: skip
_FURTHER: Final = frozenset(["der", "den", "la", "las", "los", "le", "the"])
#: With a name, these have no capital: al-Rashid.
_ARTICLES: Final = frozenset(("al-", "el-", "as-", "ar-"))
_ENDS: Final = re.compile(r"[.!?…:;•]|^\s*[-–—]\s")
#: Places that begin with an ordinary word.
_NEW: Final = frozenset(
    [
        "New York",
        "New Zealand",
        "New Delhi",
        "New Orleans",
        "New Jersey",
        "New Mexico",
        "New England",
        "New Hampshire",
        "New Caledonia",
        "South Africa",
        "South Korea",
        "North Korea",
        "South Sudan",
        "South Carolina",
        "North Carolina",
        "North Dakota",
        "South Dakota",
        "East Timor",
        "West Bank",
        "West Virginia",
        "Western Sahara",
        "Northern Ireland",
        "Western Australia",
    ]
)
#: Names of months and days that are also names of people.
_NAMES_OF_PEOPLE: Final = frozenset(
    ["jan", "may", "april", "june", "august", "avril", "mai", "juan"]
)


class Word(NamedTuple):
    """A word, with its place in the paragraph, without a possessive ending, which ``owns`` tells.

    ``begins``: a sentence begins with it, so its capital tells nothing. ``is_joined``: only a blank
    stands between it and the word before.
    """

    start: int
    end: int
    text: str
    small: str
    begins: bool
    is_joined: bool
    has_capital: bool
    owns: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that belong together: those from ``first`` to ``last`` of a paragraph,
    without the latter. ``is_doubtful``: a sentence begins with it."""

    first: int
    last: int
    is_doubtful: bool


def words_of(paragraph: str, vocabulary: Vocabulary) -> list[Word]:
    """The words and numbers of a paragraph in order."""
    found: list[Word] = []
    end = 0
    last = ""
    abbreviations = vocabulary.abbreviations
    may_lean = vocabulary.language not in _WITHOUT_LEANING
    for match in _WORD.finditer(paragraph):
        start, stop = match.span()
        text = match[0]
        owns = False
        if not text.isalpha():  # most words are
            leaning = _LEANING.match(text) if may_lean else None
            if leaning and (text[0].islower() or not found or _begins(paragraph[end:start])):
                start += leaning.end()
                text = text[leaning.end() :]
            if possessive := _POSSESSIVE.search(text):
                text = text[: possessive.start()]
                owns = True
            if text.endswith(".") and text[:-1].lower() in abbreviations:
                text = text[:-1]  # M. Petit
            if not text:
                continue
        gap = paragraph[end:start]
        if gap == " " and found:
            # Text that begins with a number, such as the time of a live report.
            begins = found[-1].begins and last[0].isdigit()
            is_joined = True
        else:
            is_abbreviated = (
                last.endswith(".") or last in abbreviations or len(last) == 1 or last[-2:-1] == "-"
            )
            bare = gap.replace(".", "", 1) if is_abbreviated else gap
            begins = not found or _begins(bare)
            is_joined = bool(found) and bare.isspace()
        small = text.lower()
        has_capital = (
            text[0] != small[0]
            or (small[:3] in _ARTICLES and len(text) > 4)
            or (bool(_LEANING_PARTICLE.match(text)) and text[2].isupper())
        )
        if begins and text[-1].islower() and "-" in text and small[:3] not in _ARTICLES:
            # Fourteen-year-old, but Jens-Uwe
            has_capital = has_capital and text[text.rfind("-") + 1].isupper()
        word_end = start + len(text)
        found.append(Word(start, word_end, text, small, begins, is_joined, has_capital, owns))
        end = stop if owns else word_end
        last = small
    return found


def _begins(gap: str) -> bool:
    if len(gap) == 1:
        return gap in OPENING or gap in ".!?…:;"
    return (
        bool(_ENDS.search(gap)) or gap[-1:] in OPENING or " - " in gap or "—" in gap or "–" in gap
    )


def runs_of(
    words: Sequence[Word],
    vocabulary: Vocabulary,
    places: Container[str],
    small: Container[str],
    inside: Container[str],
) -> Iterator[Run]:
    """The runs of capitalised words. ``places`` are known ones, ``small`` the words that the
    article also has without a capital; ``inside`` those that have a capital where no sentence
    begins."""
    at = 0
    while at < len(words):
        word = words[at]
        if not word.has_capital or _is_no_name(words, at, vocabulary):
            at += 1
            continue
        if word.begins and _is_ordinary(words, at, vocabulary, small, inside):
            at += 1
            continue
        last = _end_of_run(words, at, vocabulary, places)
        yield Run(at, last, word.begins)
        at = last


def _end_of_run(
    words: Sequence[Word], first: int, vocabulary: Vocabulary, places: Container[str]
) -> int:
    at = first + 1
    has_head = words[first].small in vocabulary.joining
    is_of_place = words[first].small in vocabulary.place_joins
    while at < len(words) and words[at].is_joined:
        word = words[at]
        if words[at - 1].owns and (
            at - first > 1
            or words[at - 1].text in places
            or not (vocabulary.is_organisation(word.small) or word.small in vocabulary.places)
        ):
            break  # Norway's Anna Lie, but Queen's University
        if word.has_capital and not word.begins:
            is_of_person = word.small in _NAMES_OF_PEOPLE and not _is_number(words, at + 1)
            if _is_no_name(words, at, vocabulary) and not is_of_person:
                break
            has_head = has_head or word.small in vocabulary.joining
            is_of_place = is_of_place or word.small in vocabulary.place_joins
            at += 1
            continue
        joined = _joining(words, at, vocabulary, has_head=has_head, is_of_place=is_of_place)
        if not joined:
            break
        at += joined + 1
    return at


def _joining(
    words: Sequence[Word], at: int, vocabulary: Vocabulary, *, has_head: bool, is_of_place: bool
) -> int:
    """The number of small words from ``at`` on that join what stands before and after; 0 if they do
    not."""
    word = words[at]
    joins = (
        word.text == "&"
        or (word.small in _PARTICLES and (has_head or _joins_people(vocabulary)))
        or ((has_head or is_of_place) and word.small in vocabulary.joins)
    )
    if not joins:
        return 0
    number = 1
    for following in words[at + 1 : at + 3]:
        if not following.is_joined or following.begins:
            return 0
        if following.has_capital:
            is_other = following.small in vocabulary.dates or following.small in vocabulary.demonyms
            return 0 if is_other else number
        if following.small not in _FURTHER:
            return 0
        number += 1
    return 0


def _joins_people(vocabulary: Vocabulary) -> bool:
    """In French and Spanish "de" also joins a person and where he comes from."""
    return vocabulary.language not in ("fr", "es")


def _is_number(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].text[0].isdigit()


def _is_no_name(words: Sequence[Word], at: int, vocabulary: Vocabulary) -> bool:
    word = words[at]
    if word.small in vocabulary.dates:
        # May, June and Jan are also names of people.
        following = words[at + 1] if at + 1 < len(words) else None
        is_of_person = (
            word.small in _NAMES_OF_PEOPLE
            and following is not None
            and following.is_joined
            and following.has_capital
            and following.small not in vocabulary.dates
        )
        return not is_of_person
    return word.text[0].isdigit() or word.text == "I"


def _is_ordinary(
    words: Sequence[Word],
    at: int,
    vocabulary: Vocabulary,
    small: Container[str],
    inside: Container[str],
) -> bool:
    """Whether the first word of a sentence is an ordinary one."""
    word = words[at]
    key = word.small
    following = words[at + 1] if at + 1 < len(words) else None
    if following and following.is_joined and f"{word.text} {following.text}".title() in _NEW:
        return False
    if vocabulary.is_title(key) or key in vocabulary.modifiers:
        return False
    if key in vocabulary.common:
        return True
    return key in small and word.text not in inside
