"""Days and years that a text speaks of as past, told from those it announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.extraction.lines.dates import MONTH, WEEKDAYS
from articles.extraction.words.vocabulary import words

_SEARCHED = 200_000  # characters in all; the years of a story stand well within that
_REACH = 160  # characters before a day or year in which its verb is looked for
_AFTER = 12  # words after a day that opens a sentence in which its verb is looked for

_SAYING = words("said told announced added reported stated confirmed declared tweeted")
_PAST = _SAYING | words(
    "was were had did went came met held took made gave found saw left killed died fell rose "
    "won lost began broke brought built bought caught chose cut drew drove fought flew got "
    "grew hit "
    "kept knew led met paid put ran sent set shot shut sold sought spent spoke spread stood struck "
    "swept swore taught thought threw told understood withdrew woke wrote been became"
)
_FUTURE = words(
    "will would shall may might could should can must scheduled expected planned due slated set "
    "plans planning plan intends intend hopes hope expects expect upcoming forthcoming next ahead "
    "until till by through before coming tomorrow going is are prepares preparing"
)
# "to" before one of these is a preposition; before any other small word it opens an infinitive.
_NOUN_STARTS = words(
    "the a an his her its their our my your this that these those some all about more least most "
    "date up"
)
_WEEKDAY = re.compile(rf"\b(?P<on>[Oo]n )?(?P<day>{'|'.join(WEEKDAYS)})\b(?!['’]s)")
_BOUNDARY = re.compile(r"[.;:!?](?=\s)|[“”\"]|, (?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_YEAR = re.compile(r"(?<![\w$€£./-])(?:19|20)\d\d(?![\w%/-]|[.,]\d)")
_BEFORE_YEAR = re.compile(
    rf"(?:\b(?:in|of|since|during|from|after|early|late|mid|year|between|and|around)\s+|{MONTH}\s+"
    r"|\d{1,2},\s+)$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:will|would|by|until|till|through|to be|plans? for|planned for|scheduled for|expected|"
    r"due|ahead of|next|goals? for|target|forecasts?|upcoming|before)\b(?:\W+\w+){0,5}\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PastDay:
    """A weekday on which something has happened, and the words that say so."""

    weekday: str
    phrase: str
    saying: bool


def past_weekdays(paragraphs: Sequence[str]) -> list[PastDay]:
    """The weekdays spoken of in the past tense, in order; where someone "said" something first."""
    found = [day for text in paragraphs for day in _past_weekdays(text[:_SEARCHED])]
    return sorted(found, key=lambda day: not day.saying)


def weekdays_in(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Every weekday named, in the order of first mention."""
    names = (m["day"] for text in paragraphs for m in _WEEKDAY.finditer(text[:_SEARCHED]))
    return tuple(dict.fromkeys(names))


def past_years(paragraphs: Sequence[str]) -> tuple[int, ...]:
    """The years in which the text places something that has happened, in ascending order."""
    years: set[int] = set()
    left = _SEARCHED
    for text in paragraphs:
        for match in _YEAR.finditer(text[:left]):
            before = text[max(0, match.start() - _REACH) : match.start()]
            if not _BEFORE_YEAR.search(before[-20:]):
                continue
            if not _ANNOUNCED.search(_BOUNDARY.split(before)[-1][-80:]):
                years.add(int(match.group()))
        left -= len(text)
        if left <= 0:
            break
    return tuple(sorted(years))


def _past_weekdays(text: str) -> list[PastDay]:
    found = []
    for match in _WEEKDAY.finditer(text):
        clause = _BOUNDARY.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
        before = _WORD.findall(clause)
        if before:
            verb = _past_verb_before(before, needs_next=not match["on"])
        else:
            verb = _past_verb_after(_WORD.findall(text[match.end() : match.end() + _REACH]))
        if verb:
            phrase = verb if not before else _phrase(clause, verb, match.group())
            found.append(PastDay(match["day"], phrase, verb.lower() in _SAYING))
    return found


def _past_verb_before(clause: list[str], *, needs_next: bool) -> str:
    """The verb that places a day in the past, the nearest before it; "" if it is announced.

    ``needs_next``: without "on" the verb must stand next to the day ("said Wednesday") or one
    word off ("told reporters Wednesday").
    """
    reach = list(enumerate(reversed(clause)))
    for distance, word in reach[:2] if needs_next else reach:
        lower = word.lower()
        after = clause[len(clause) - distance] if distance else ""
        if lower in _FUTURE or (lower == "to" and _is_infinitive(after)):
            return ""
        if lower in _PAST or (lower.endswith("ed") and len(lower) > 4 and lower[0] == word[0]):
            return word
    return ""


def _past_verb_after(clause: list[str]) -> str:
    for word in clause[:_AFTER]:
        lower = word.lower()
        if lower in _FUTURE:
            return ""
        if lower in _PAST or (lower.endswith("ed") and len(lower) > 4 and lower[0] == word[0]):
            return word
    return ""


def _is_infinitive(word: str) -> bool:
    return bool(word) and word[0].islower() and word not in _NOUN_STARTS


def _phrase(clause: str, verb: str, day: str) -> str:
    """The words from the verb to the day, as a reader finds them in the text."""
    start = clause.rfind(verb)
    between = clause[start:].strip()
    middle = between if len(between) <= 30 else f"{verb} …"
    return f"{middle} {day}"
