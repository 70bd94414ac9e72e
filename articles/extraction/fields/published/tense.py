"""Find the weekdays and years of which a text says that something has happened then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("tense")


_SEARCHED = 200_000  # characters: No story is longer.
_REACH = 160  # characters before or after a day or a year in which its verb is looked for
_WORDS_AFTER = 12  # words after a day that begins a sentence in which its verb is looked for
# The characters before a year that are searched for its preposition, and for words that put it in
# the future.
_LONGEST_PREPOSITION, _LONGEST_ANNOUNCEMENT = 20, 80
_LONGEST_PHRASE = 30  # characters between the verb and the day that an explanation quotes
_SHORTEST_VERB = 5  # letters of a past tense in -ed; "need" and "shed" are shorter

_SAYING = _PHRASES.words("saying")
_PAST = _SAYING | _PHRASES.words("past")
_FUTURE = _PHRASES.words("future")
_NOUN_STARTS = _PHRASES.words("noun_starts")
_WEEKDAY = _PHRASES.pattern("weekday")
_BOUNDARY = re.compile(r"[.;:!?](?=\s)|[“”\"]|, (?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_YEAR = _PHRASES.pattern("year")
_BEFORE_YEAR = _PHRASES.pattern("before_year")
_ANNOUNCED = _PHRASES.pattern("announced")


@dataclass(frozen=True, slots=True)
class PastDay:
    """A weekday on which something has happened.

    ``phrase`` are the words of the text that say so. ``saying``: its verb is one such as "said".
    """

    weekday: str
    phrase: str
    saying: bool


def past_weekdays(paragraphs: Sequence[str]) -> list[PastDay]:
    """The weekdays with a verb in the past tense; first those on which somebody said something."""
    found = [day for text in paragraphs for day in _past_weekdays(text[:_SEARCHED])]
    return sorted(found, key=lambda day: not day.saying)


def weekdays_in(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The weekdays that the text mentions, each once, in the order of their first mentions."""
    names = (m["day"] for text in paragraphs for m in _WEEKDAY.finditer(text[:_SEARCHED]))
    return tuple(dict.fromkeys(names))


def past_years(paragraphs: Sequence[str]) -> tuple[int, ...]:
    """The years in which something has happened according to the text, the earliest first."""
    years: set[int] = set()
    left = _SEARCHED
    for text in paragraphs:
        for match in _YEAR.finditer(text[:left]):
            before = text[max(0, match.start() - _REACH) : match.start()]
            if not _BEFORE_YEAR.search(before[-_LONGEST_PREPOSITION:]):
                continue
            if not _ANNOUNCED.search(_BOUNDARY.split(before)[-1][-_LONGEST_ANNOUNCEMENT:]):
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
            verb = _past_verb_before(before, adjacent=not match["on"])
        else:
            verb = _past_verb_after(_WORD.findall(text[match.end() : match.end() + _REACH]))
        if verb:
            phrase = verb if not before else _phrase(clause, verb, match.group())
            found.append(PastDay(match["day"], phrase, verb.lower() in _SAYING))
    return found


def _past_verb_before(clause: list[str], *, adjacent: bool) -> str:
    """The nearest verb before a day that puts it in the past; "" if the day is in the future.

    ``adjacent``: there is no "on" before the day, so the verb must stand right before it ("said
    Wednesday") or before one other word ("told reporters Wednesday").
    """
    reach = list(enumerate(reversed(clause)))
    for distance, word in reach[:2] if adjacent else reach:
        lower = word.lower()
        after = clause[len(clause) - distance] if distance else ""
        if lower in _FUTURE or (lower == "to" and _is_infinitive(after)):
            return ""
        if _is_past(word):
            return word
    return ""


def _past_verb_after(clause: list[str]) -> str:
    for word in clause[:_WORDS_AFTER]:
        lower = word.lower()
        if lower in _FUTURE:
            return ""
        if _is_past(word):
            return word
    return ""


def _is_past(word: str) -> bool:
    lower = word.lower()
    is_regular = lower.endswith("ed") and len(lower) >= _SHORTEST_VERB and lower[0] == word[0]
    return lower in _PAST or is_regular


def _is_infinitive(word: str) -> bool:
    return bool(word) and word[0].islower() and word not in _NOUN_STARTS


def _phrase(clause: str, verb: str, day: str) -> str:
    """The words from the verb to the day, as a reader finds them in the text."""
    start = clause.rfind(verb)
    between = clause[start:].strip()
    middle = between if len(between) <= _LONGEST_PHRASE else f"{verb} …"
    return f"{middle} {day}"
