"""Who is named in the paragraphs of a text, and whom a pronoun stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from articles.mentions.capitals import Word
from articles.mentions.gazetteer import places_of
from articles.mentions.kinds import ORGANISATION, PERSON, PLACE, Name, Spot, key_of
from articles.mentions.naming import Named
from articles.mentions.quotedwords import Span
from articles.mentions.vocabulary import Vocabulary

#: Words before a pronoun that lead to nobody else.
_FEW: Final = 12
#: In English, names with so many words contain a role.
_MANY: Final = 4
_POSSESSIVES: Final = frozenset(["his", "her", "him", "seine", "ihre", "ihr", "sein"])


class People:
    """The names in a text, whose quoted parts are ``spans``, by paragraph."""

    def __init__(
        self,
        paragraphs: Sequence[str],
        named: Named,
        spans: Sequence[Sequence[Span]],
        vocabulary: Vocabulary,
    ) -> None:
        self._paragraphs = paragraphs
        self._named = named
        self._spans = spans
        self._vocabulary = vocabulary
        self._unquoted: dict[int, list[Word]] = {}

    def is_pronoun(self, word: Word) -> bool:
        vocabulary = self._vocabulary
        small = word.small
        if small.endswith(("-il", "-elle")):
            return True
        return small in vocabulary.he or small in vocabulary.she

    def _is_personal(self, word: Word) -> bool:
        return self.is_pronoun(word) or word.small in _POSSESSIVES

    def meant(self, number: int, pronoun: Word) -> tuple[Name | None, str]:
        """Whom a pronoun stands for: the only person named before it in the paragraph or, if none
        is, in the paragraph before."""
        small = pronoun.small
        gender = "f" if small in self._vocabulary.she or small.endswith("-elle") else "m"
        found = self._people(number, pronoun.start)
        if found is not None and not found and number:
            if self._tells_of_others(number, pronoun.start):
                return None, ""
            found = self._people(number - 1, len(self._paragraphs[number - 1]))
        if found is None or len(found) != 1:
            return None, ""
        (name,) = found.values()
        if name.kind != PERSON:
            return None, ""
        known = {self._named.gender.get(key_of(form)) for form in name.forms}
        known.discard(None)
        if known and known != {gender}:
            return None, ""
        return name, "pronoun"

    def _people(self, number: int, end: int) -> dict[int, Name] | None:
        """The people named in a paragraph before a place, outside of quotations; None if somebody
        without a name may be meant: "her father"."""
        words = self._words_outside(number, end)
        people = (each.start for each in self._named.spots[number] if self.may_be_person(each))
        first = next(people, end)
        if any(word.start < first and self._is_personal(word) for word in words):
            return None  # a pronoun stands for somebody of whom the text before speaks
        for word, following in zip_longest(words, words[1:]):
            is_kin = word.small in self._vocabulary.kin and not word.has_capital
            if is_kin and not (following and following.is_joined and following.has_capital):
                return None  # somebody without a name: "her father"
        found = {}
        for spot in self._named.spots[number]:
            if spot.start >= end or self._is_quoted(number, spot.start):
                continue
            if spot.key in self._named.unsure:
                return None
            name = self.name(spot)
            if name is not None and name.kind not in (PLACE, ORGANISATION):
                found[id(name)] = name
        return found

    def _tells_of_others(self, number: int, end: int) -> bool:
        """Whether so much stands in a paragraph before a pronoun that it need not stand for
        somebody of the one before."""
        words = self._words_outside(number, end)
        verbs = self._vocabulary.verbs
        return len(words) > _FEW or any(each.small in verbs for each in words)

    def _words_outside(self, number: int, end: int) -> list[Word]:
        """The words of a paragraph before a place, outside of quotations. Found once for all its
        pronouns: a transcript may have hundreds in one paragraph."""
        words = self._unquoted.get(number)
        if words is None:
            words = self._unquoted[number] = [
                word
                for word in self._named.words[number]
                if not self._is_quoted(number, word.start)
            ]
        return words[: bisect_left(words, end, key=lambda word: word.start)]

    def _is_quoted(self, number: int, place: int) -> bool:
        spans = self._spans[number]
        before = bisect_right(spans, place, key=lambda span: span.start)
        return before > 0 and place < spans[before - 1].end

    def name(self, spot: Spot) -> Name | None:
        return self._named.of.get(spot.key)

    def can_speak(self, spot: Spot) -> bool:
        name = self.name(spot)
        return name is not None and name.kind != PLACE

    def may_be_person(self, spot: Spot) -> bool:
        name = self.name(spot)
        return name is not None and self._may_be_person(name)

    def is_person(self, spot: Spot) -> bool:
        name = self.name(spot)
        return name is not None and name.kind == PERSON

    def _may_be_person(self, name: Name) -> bool:
        return name.kind == PERSON or (name.kind not in (PLACE, ORGANISATION) and " " in name.text)

    def may_begin(self, number: int, word: Word) -> bool:
        """Whether the name of somebody begins with a word."""
        spots = self.between(number, word.start, len(self._paragraphs[number]))
        return bool(spots) and spots[0].start == word.start and self.may_be_person(spots[0])

    def is_whole(self, name: Name) -> bool:
        """Whether a name is surely what somebody is called, and has no word too much: roles without
        a capital elsewhere, teams and places may stand before it."""
        words = name.text.split()
        if name.kind == ORGANISATION or self._vocabulary.language != "en":
            return True
        small = words[0].lower()
        return not (
            small in self._vocabulary.common
            or sum(word[0].isupper() for word in words) >= _MANY
            or any(word.isupper() and len(word) > 1 and "." not in word for word in words[1:-1])
            or (len(words) > 2 and words[0] in places_of("en"))
        )

    def between(self, number: int, start: int, end: int) -> list[Spot]:
        return [
            each for each in self._named.spots[number] if start <= each.start and each.end <= end
        ]

    def has_speaker(self, number: int, start: int, end: int) -> bool:
        return any(self.can_speak(each) for each in self.between(number, start, end))

    def first(self, number: int, start: int, end: int) -> Spot | None:
        return next(
            (each for each in self.between(number, start, end) if self.can_speak(each)), None
        )

    def words(self, number: int, start: int, end: int) -> list[Word]:
        words = self._named.words[number]
        first = bisect_left(words, start, key=lambda word: word.start)
        last = bisect_left(words, end, key=lambda word: word.start)
        return words[first:last]
