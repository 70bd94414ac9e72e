"""The names in a text, with their kinds and where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from articles.mentions.aliases import joined
from articles.mentions.capitals import Run, Word, runs_of, words_of
from articles.mentions.evidence import Evidence
from articles.mentions.gazetteer import places_of
from articles.mentions.kinds import PLACE, SOMEBODY, Name, Seen, Spot, key_of
from articles.mentions.vocabulary import CAPITALISES_NOUNS, Vocabulary

#: A quoted title, such as that of a book: no sentence, since no punctuation ends it.
_QUOTED: Final = re.compile(r"[“„«‘\"]([^“”„«»‘\"]{2,60}?)[”“»’\"]")
_LONGEST_QUOTED: Final = 7
#: Titles that are also given names.
_GIVEN_NAMES: Final = frozenset(("dean", "duke"))
_GERMAN_ARTICLES: Final = frozenset(("der", "die", "das", "den", "dem", "des"))
_DATELINE: Final = re.compile(
    r"\s*[^\W\d_][^—–:(]{1,60}?(?:\([^)]{2,40}\)\s*)?"
    r"(?:\s[-–—]\s|\s?[—–]\s?|: ?(?=[A-Z])|\. [A-Z][a-z]{2} \d)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a text, and its words and spots by paragraph. ``of`` has the name of each key of
    a spot, unless it is not certain whom that means. ``gender`` is "m" or "f", by key.
    ``unsure`` are the keys of surnames that several people have."""

    names: list[Name]
    words: list[list[Word]]
    spots: list[list[Spot]]
    of: dict[str, Name]
    gender: dict[str, str]
    unsure: frozenset[str]


def named_in(
    paragraphs: Sequence[str], vocabulary: Vocabulary, excluded: Collection[str] = ()
) -> Named:
    """The names in the paragraphs of a text, in the order of their first mention. ``excluded`` are
    names of no interest, such as those of the authors."""
    return _Reader(paragraphs, vocabulary).read({key_of(each) for each in excluded})


class _Reader:
    def __init__(self, paragraphs: Sequence[str], vocabulary: Vocabulary) -> None:
        self._paragraphs = paragraphs
        self._vocabulary = vocabulary
        self._places = places_of(vocabulary.language)
        self._nouns = vocabulary.language in CAPITALISES_NOUNS
        self._words = [words_of(each, vocabulary) for each in paragraphs]
        plain = [word for words in self._words for word in words]
        self._small = {word.text for word in plain if not word.has_capital}
        self._inside = {word.text for word in plain if word.has_capital and not word.begins}
        self._small_words = {each.lower() for each in self._small}
        self._links = vocabulary.joins | {"the"}
        self._evidence = Evidence(vocabulary, self._places)
        self._seen: dict[str, Seen] = {}
        self._gender: dict[str, str] = {}
        #: Where the last name of the paragraph ends, if it is a place; else -1.
        self._last_place = -1

    def read(self, excluded: set[str]) -> Named:
        for number, words in enumerate(self._words):
            self._read_paragraph(number, words)
        for key in excluded & self._seen.keys():
            del self._seen[key]
        of, unsure = joined(self._seen.values(), self._small_words)
        names: dict[int, Name] = {}
        spots: list[list[Spot]] = [[] for _ in self._paragraphs]
        for seen in self._seen.values():
            for spot in seen.spots:
                spots[spot.paragraph].append(spot)
            if name := of.get(key_of(seen.text)):
                names[id(name)] = name
        for listed in spots:
            listed.sort(key=lambda spot: spot.start)
        first = {id(name): (len(spots), 0) for name in names.values()}
        for listed in spots:
            for spot in listed:
                if name := of.get(spot.key):
                    first[id(name)] = min(first[id(name)], (spot.paragraph, spot.start))
        ordered = sorted(names.values(), key=lambda name: first[id(name)])
        return Named(ordered, self._words, spots, of, self._gender, unsure)

    # Reading

    def _read_paragraph(self, number: int, words: Sequence[Word]) -> None:
        text = self._paragraphs[number]
        letters = sum(map(str.isalpha, text))
        if not letters or sum(map(str.isupper, text)) > letters * 0.6:
            return
        titles = [match.span(1) for match in _QUOTED.finditer(text) if _is_title(match[1])]
        dateline = _DATELINE.match(text) if number < 2 else None
        dateline_end = dateline.end() if dateline else 0
        self._last_place = -1
        for run in runs_of(words, self._vocabulary, self._places, self._small, self._inside):
            start = words[run.first].start
            if any(first <= start < last for first, last in titles):
                continue
            self._read_run(number, words, run, dateline_end)

    def _read_run(self, number: int, words: Sequence[Word], run: Run, dateline: int) -> None:
        vocabulary = self._vocabulary
        first, last, rule = run.first, run.last, ""
        before = words[first - 1] if first else None
        is_named = self._has_head(words[first:last])
        titles = [
            at
            for at in range(first, last - 1)
            if vocabulary.is_title(words[at].small) and not is_named
        ]
        if titles == [first] and last - first == 2 and words[first].small in _GIVEN_NAMES:
            titles = []  # Dean Hall
        while last - first > 1 and self._follows_title_of(words, first):
            first, rule = first + 1, "title"  # Secretary of State John Hay
        if rule:
            pass
        elif titles:
            self._note_gender(words[titles[-1]].small, words[titles[-1] + 1 : last])
            first, rule = titles[-1] + 1, "title"
        elif all(
            vocabulary.is_title(each.small)
            or each.small in vocabulary.modifiers
            or vocabulary.is_demonym(each.small)
            or each.small in vocabulary.common
            for each in words[first:last]
        ) and not (last - first == 1 and vocabulary.is_organisation(words[first].small)):
            return
        elif (
            before is not None
            and words[first].is_joined
            and vocabulary.is_title(before.small)
            and not (self._nouns and before.has_capital)
        ):
            rule = "title"
            self._note_gender(before.small, words[first:last])
        # A nationality before a name: Dutch KLM.
        while (
            last - first > 1
            and vocabulary.is_demonym(words[first].small)
            and not self._has_head(words[first:last])
            and self._text(number, words[first:last]) not in self._places
        ):
            first += 1
        own = words[first:last]
        if len(own) > 2 and own[-1].small in vocabulary.acronyms:
            own, last = own[:-1], last - 1  # Sunita Rao QC
        is_doubtful = run.is_doubtful and first == run.first
        if len(own) == 1 and self._is_no_name(own[0]):
            return
        if all(self._is_of_title(each.small) for each in own):
            return
        is_after_article = before is not None and before.small in _GERMAN_ARTICLES
        if self._nouns and len(own) > 2 and is_after_article and not rule:
            own, first = own[1:], first + 1  # Der Zulieferer Muster AG
        if self._is_of_small_head(words, first):
            return
        text = _written(self._paragraphs[number][own[0].start : own[-1].end], own)
        in_dateline = bool(dateline) and own[-1].end <= dateline
        kind_and_rule = self._evidence.of(
            self._paragraphs[number], words, first, last, rule, in_dateline, self._last_place
        )
        if text.isupper() and (in_dateline or text.title() in self._places):
            text = text.title()
        seen = self._of(text)
        if not seen.words:
            return
        seen.spots.append(Spot(number, own[0].start, own[-1].end, key_of(text)))
        for kind, why in kind_and_rule:
            seen.add(kind, why, number)
        if self._nouns:
            sure = any(kind != SOMEBODY for kind, _ in kind_and_rule)
        else:
            sure = (
                not is_doubtful
                or len(own) > 1
                or any(
                    why in ("title", "place", "dateline", "age", "role") for _, why in kind_and_rule
                )
            )
            if not vocabulary.language:
                sure = len(own) > 1 and not is_doubtful
        seen.is_sure = seen.is_sure or sure
        kinds = {kind for kind, _ in kind_and_rule}
        self._last_place = own[-1].end if kinds == {PLACE} else -1

    def _is_of_title(self, small: str) -> bool:
        return self._vocabulary.is_title(small) or small in self._vocabulary.modifiers

    def _is_no_name(self, word: Word) -> bool:
        vocabulary = self._vocabulary
        if vocabulary.is_organisation(word.small):
            is_whole = word.small in vocabulary.alone or word.small.endswith("ministerium")
            return word.begins or not is_whole
        return (
            word.small in vocabulary.common
            or vocabulary.is_demonym(word.small)
            or word.small in vocabulary.modifiers
            or vocabulary.is_title(word.small)
            or len(word.text) == 1
            or word.small in vocabulary.acronyms
        )

    def _follows_title_of(self, words: Sequence[Word], at: int) -> bool:
        """Whether a word belongs to a title with "of", such as State in "Secretary of State", or
        Presidential and Staff in "Chief of Presidential Staff"."""
        if words[at].small not in self._vocabulary.modifiers or not at:
            return False
        vocabulary, before, passed = self._vocabulary, at - 1, set()
        while before and not vocabulary.is_title(words[before].small):
            if words[before].small not in {"of", "the", *vocabulary.modifiers}:
                return False
            passed.add(words[before].small)
            before -= 1
        return "of" in passed and vocabulary.is_title(words[before].small)

    def _has_head(self, words: Sequence[Word]) -> bool:
        """Whether one of several words is of an organisation or a place."""
        return (
            len(words) > 1
            and any(
                self._vocabulary.is_organisation(word.small)
                or word.small in self._vocabulary.places
                for word in words[-3:]
            )
            and not (
                # "Council leader", and "Police Sergeant Mary Hill".
                len(words) > 2
                and self._vocabulary.is_title(words[-3].small)
                and not self._vocabulary.is_organisation(words[-1].small)
                and words[-1].small not in self._vocabulary.places
            )
        )

    def _is_of_small_head(self, words: Sequence[Word], first: int) -> bool:
        """Whether what stands before makes it part of a name that has no capital: "le ministère de
        la Défense"."""
        at = first
        while at and words[at].is_joined and words[at - 1].small in self._links:
            at -= 1
        head = words[at - 1] if at and at < first and words[at].is_joined else None
        joining = self._vocabulary.joining
        return head is not None and not head.has_capital and head.small in joining

    def _text(self, number: int, words: Sequence[Word]) -> str:
        return self._paragraphs[number][words[0].start : words[-1].end]

    def _of(self, text: str) -> Seen:
        key = key_of(text)
        if key not in self._seen:
            self._seen[key] = Seen(tuple(key.split()), text)
        elif self._seen[key].text.isupper():
            self._seen[key].text = text
        return self._seen[key]

    def _note_gender(self, title: str, words: Sequence[Word]) -> None:
        key = key_of(" ".join(word.text for word in words))
        if title in self._vocabulary.men:
            self._gender[key] = "m"
        elif title in self._vocabulary.women:
            self._gender[key] = "f"


def _written(text: str, words: Sequence[Word]) -> str:
    """A name as it is listed: shouted ones with small letters, except for abbreviations."""
    text = " ".join(text.split())
    shouted = len(words) > 1 and all(word.text.isupper() and len(word.text) > 2 for word in words)
    return text.title() if shouted else text


def _is_title(quoted: str) -> bool:
    """Whether quoted words are a title, not speech."""
    stripped = quoted.strip()
    words = stripped.split()
    return (
        0 < len(words) <= _LONGEST_QUOTED and stripped[-1] not in ".,!?…" and words[0][0].isupper()
    )
