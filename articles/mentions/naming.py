"""The names in a text, with their kinds and where they stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from articles.mentions.capitals import Run, Word, runs_of, words_of
from articles.mentions.gazetteer import places_of
from articles.mentions.vocabulary import CAPITALISES_NOUNS, Vocabulary

PERSON: Final = "person"
PLACE: Final = "place"
ORGANISATION: Final = "organisation"
#: A person or an organisation: it speaks.
_SOMEBODY: Final = "somebody"

#: A quoted title, such as that of a book: no sentence, since no punctuation ends it.
_QUOTED: Final = re.compile(r"[“„«‘\"]([^“”„«»‘\"]{2,60}?)[”“»’\"]")
#: So many words are seldom a place that is not known.
_LONG: Final = 3
_LONGEST_QUOTED: Final = 7
_GERMAN_ARTICLES: Final = frozenset(("der", "die", "das", "den", "dem", "des"))
_AGE: Final = re.compile(
    r"(?:, (?:aged )?| \()(?:1[0-9]|[2-9]\d)(?:[,.;)]|-year-old| ans\b| Jahre\b|$)"
)
_WHO: Final = re.compile(r", (?:who|whose|qui|quien)\b")
_DATELINE: Final = re.compile(
    r"\s*[^\W\d_][^—–:(]{1,60}?(?:\([^)]{2,40}\)\s*)?"
    r"(?:\s[-–—]\s|\s?[—–]\s?|: ?(?=[A-Z])|\. [A-Z][a-z]{2} \d)"
)
_ACRONYM: Final = re.compile(r"[^\W\d_a-z]{2,6}|(?:[^\W\d_a-z]\.){2,}[^\W\d_a-z]?")
_TO_PLACE: Final = re.compile(r",? (?:and|et|y|und|e|or) (?:the )?|/")


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention of the name ``key``: where it stands in a paragraph, from ``start`` to ``end``."""

    paragraph: int
    start: int
    end: int
    key: str


@dataclass(slots=True)
class Name:
    """A name in a text. ``rule`` says why it has its ``kind`` (a key of RULES), ``paragraph`` is
    the number of that which shows it, from 0. ``forms`` are all its forms in the text."""

    text: str
    kind: str = ""
    rule: str = ""
    paragraph: int = 0
    times: int = 0
    forms: tuple[str, ...] = ()


#: Why a name has its kind, as pages say it.
RULES: Final = {
    "title": "a title or a role stands before it",
    "role": "a role follows it",
    "age": "an age follows it",
    "who": "“who” follows it",
    "speaks": "it is said to have said something",
    "place": "the list of countries and cities has it",
    "in": "a word such as “in” stands before it",
    "dateline": "the dateline names it",
    "with": "it is listed beside a place",
    "word": "it contains a word that such names have",
    "letters": "it is an abbreviation in capitals",
    "agency": "the dateline names it as the source",
    "": "it is written like a name",
}

#: How much each piece of evidence counts.
_WEIGHTS: Final = {
    "title": 6, "role": 4, "age": 5, "who": 3, "speaks": 3,
    "place": 4, "in": 3, "dateline": 6, "with": 2,
    "word": 5, "letters": 2, "agency": 6,
}  # fmt: skip


@dataclass(slots=True)
class _Seen:
    """What was seen of one form of a name."""

    words: tuple[str, ...]
    text: str
    spots: list[Spot] = field(default_factory=list)
    evidence: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    shown_in: dict[tuple[str, str], int] = field(default_factory=dict)
    is_sure: bool = False

    def add(self, kind: str, rule: str, paragraph: int) -> None:
        self.evidence[kind][rule] += 1
        self.shown_in.setdefault((kind, rule), paragraph)

    @property
    def scores(self) -> dict[str, int]:
        """Repeated evidence of one sort counts at most twice."""
        return {
            kind: sum(_WEIGHTS[rule] * min(2, number) for rule, number in rules.items())
            for kind, rules in self.evidence.items()
        }

    @property
    def kind(self) -> str:
        """The kind with the best evidence; "" if two have as much."""
        scores = {kind: score for kind, score in self.scores.items() if kind != _SOMEBODY}
        ranked = sorted(scores.items(), key=lambda each: -each[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return ""
        return ranked[0][0]


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


def key_of(text: str) -> str:
    """The same for all spellings of a name with other capitals or full stops."""
    return text.replace(".", "").casefold()


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
        self._cities = frozenset(each.title() for each in vocabulary.cities)
        self._seen: dict[str, _Seen] = {}
        self._gender: dict[str, str] = {}
        self._unsure: set[str] = set()
        #: The end and the kind of the last name of the paragraph.
        self._last: tuple[int, str] = (0, "")

    def read(self, excluded: set[str]) -> Named:
        for number, words in enumerate(self._words):
            self._read_paragraph(number, words)
        for key in excluded & self._seen.keys():
            del self._seen[key]
        of = self._joined()
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
        return Named(ordered, self._words, spots, of, self._gender, frozenset(self._unsure))

    # Reading

    def _read_paragraph(self, number: int, words: Sequence[Word]) -> None:
        text = self._paragraphs[number]
        letters = sum(map(str.isalpha, text))
        if not letters or sum(map(str.isupper, text)) > letters * 0.6:
            return
        titles = [match.span(1) for match in _QUOTED.finditer(text) if _is_title(match[1])]
        dateline = _DATELINE.match(text) if number < 2 else None
        dateline_end = dateline.end() if dateline else 0
        self._last = (0, "")
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
        kind_and_rule = self._evidence(number, words, first, last, rule, in_dateline)
        if text.isupper() and (in_dateline or text.title() in self._places):
            text = text.title()
        seen = self._of(text)
        if not seen.words:
            return
        seen.spots.append(Spot(number, own[0].start, own[-1].end, key_of(text)))
        for kind, why in kind_and_rule:
            seen.add(kind, why, number)
        if self._nouns:
            sure = any(kind != _SOMEBODY for kind, _ in kind_and_rule)
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
        self._last = (own[-1].end, PLACE if kinds == {PLACE} else "")

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
        """Whether a word belongs to a title with "of", such as State in "Secretary of State"."""
        if words[at].small not in self._vocabulary.modifiers or not at:
            return False
        before = at - 1
        while before and words[before].small in ("of", "the"):
            before -= 1
        return before < at - 1 and self._vocabulary.is_title(words[before].small)

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

    def _of(self, text: str) -> _Seen:
        key = key_of(text)
        if key not in self._seen:
            self._seen[key] = _Seen(tuple(key.split()), text)
        elif self._seen[key].text.isupper():
            self._seen[key].text = text
        return self._seen[key]

    def _note_gender(self, title: str, words: Sequence[Word]) -> None:
        key = key_of(" ".join(word.text for word in words))
        if title in self._vocabulary.men:
            self._gender[key] = "m"
        elif title in self._vocabulary.women:
            self._gender[key] = "f"

    # Evidence

    def _evidence(
        self,
        number: int,
        words: Sequence[Word],
        first: int,
        last: int,
        rule: str,
        in_dateline: bool,
    ) -> list[tuple[str, str]]:
        vocabulary, paragraph = self._vocabulary, self._paragraphs[number]
        own = words[first:last]
        text = paragraph[own[0].start : own[-1].end]
        after = paragraph[own[-1].end : own[-1].end + 90]
        before = words[first - 1] if first else None
        found: list[tuple[str, str]] = []
        if in_dateline:
            opened = paragraph[: own[0].start].rstrip()[-1:] == "("
            is_agency = opened or vocabulary.is_organisation(own[-1].small)
            return [(ORGANISATION, "agency") if is_agency else (PLACE, "dateline")]
        is_organisation = self._is_organisation(own) and text not in self._places
        if rule:
            found.append((PERSON, rule))
        if text in self._places or (
            self._nouns and (text in self._cities or text.rstrip("s") in self._places)
        ):
            found.append((PLACE, "place"))
        if len(own) > 1 and not is_organisation and self._is_place(own):
            found.append((PLACE, "word"))
        if is_organisation:
            found.append((ORGANISATION, "word"))
        elif len(own) == 1 and _ACRONYM.fullmatch(text) and not found:
            found.append((ORGANISATION, "letters"))
        if (not is_organisation and not self._nouns) or (len(own) > 1 and not is_organisation):
            found += self._of_person(words, first, last, after)
        if before is not None and own[0].is_joined and not rule and not is_organisation:
            earlier = words[first - 2].small if first > 1 else ""
            is_in = before.small in vocabulary.in_place and earlier not in vocabulary.not_in
            if (is_in and len(own) < _LONG and not self._nouns) or (
                before.small in ("of", "de", "du", "del") and earlier in vocabulary.of_place
            ):
                found.append((PLACE, "in"))
            elif (
                before.small in ("of", "de") and words[first - 1].start - words[first - 2].end == 2
            ):
                found.append((PLACE, "in"))  # Anna Weil, of Harrogate
            elif before.small in vocabulary.of_place and not self._nouns and not before.has_capital:
                found.append((PLACE, "in"))
        end, kind = self._last
        gap = paragraph[end : own[0].start]
        beside = not self._nouns and kind == PLACE and len(own) == 1 and _TO_PLACE.fullmatch(gap)
        if beside and not found:
            found.append((PLACE, "with"))
        if not found and after.startswith(", ") and not self._nouns:
            following = re.match(r", ((?:[^\W\d_a-z][\w-]+ ?){1,3})", after)
            if following and following[1].strip() in self._places:
                found.append((PLACE, "with"))
        return found

    def _is_organisation(self, own: Sequence[Word]) -> bool:
        vocabulary = self._vocabulary
        heads = [word for word in own if vocabulary.is_organisation(word.small)]
        if not heads:
            return "&" in [word.text for word in own]
        if len(own) == 1:
            word = own[0]
            if word.small in vocabulary.alone:
                return not word.begins
            return self._nouns and word.small.endswith("ministerium")
        return own[-1].small not in vocabulary.places or heads[-1] is own[-1]

    def _is_place(self, own: Sequence[Word]) -> bool:
        places = self._vocabulary.places
        return own[-1].small in places or own[0].small in self._vocabulary.place_first

    def _of_person(
        self, words: Sequence[Word], first: int, last: int, after: str
    ) -> list[tuple[str, str]]:
        vocabulary = self._vocabulary
        found = []
        several = last - first > 1
        if _AGE.match(after):
            found.append((PERSON, "age"))
        if several and _WHO.match(after):
            found.append((PERSON, "who"))
        if several and after.startswith(", "):
            for word in words[last : last + 6]:
                if word.has_capital or word.begins:
                    break
                if vocabulary.is_title(word.small):
                    found.append((PERSON, "role"))
                    break
        if several and first and not words[first].begins and not words[first].is_joined:
            role = words[first - 1]
            gap = words[first].start - role.end
            if gap == 2 and (
                vocabulary.is_title(role.small)
                or (
                    role.small in vocabulary.modifiers
                    and first > 1
                    and vocabulary.is_title(words[first - 2].small)
                )
            ):
                found.append((PERSON, "title"))
            elif gap == 2 and after[:1] in (",", "."):
                for word in reversed(words[max(0, first - 7) : first]):
                    if word.begins and vocabulary.language == "en":
                        break
                    if not word.has_capital and vocabulary.is_title(word.small):
                        found.append((PERSON, "role"))
                        break
        following = words[last] if last < len(words) else None
        gap_after = after[: following.start - words[last - 1].end] if following else ""
        speaks = (
            following is not None
            and following.small in vocabulary.verbs
            and not following.has_capital
            and gap_after in (" ", ", ")
        )
        if first and words[first].is_joined and not words[first - 1].has_capital:
            speaks = speaks or words[first - 1].small in vocabulary.verbs
        if speaks:
            found.append((_SOMEBODY, "speaks"))
        return found

    # Joining

    def _joined(self) -> dict[str, Name]:
        """The names, by the key of each of their forms."""
        longest_first = sorted(self._seen.values(), key=lambda seen: -len(seen.words))
        whole: list[_Seen] = []
        joined: dict[str, list[_Seen]] = {}
        of: dict[str, Name] = {}
        ending: dict[str, list[_Seen]] = defaultdict(list)
        beginning: dict[str, list[_Seen]] = defaultdict(list)
        for seen in longest_first:
            alike = {id(each): each for each in beginning[seen.words[0]]}
            alike |= {id(each): each for each in ending[seen.words[-1]]}
            longer = [each for each in alike.values() if _is_part(seen, each)]
            if len(longer) == 1:
                joined[longer[0].text].append(seen)
            elif longer and seen.kind in ("", PERSON) and len(seen.words) == 1:
                self._unsure.add(key_of(seen.text))  # whom it means is not certain
            elif seen.is_sure and self._is_name(seen):
                whole.append(seen)
                joined[seen.text] = [seen]
                ending[seen.words[-1]].append(seen)
                beginning[seen.words[0]].append(seen)
        for seen in whole:
            forms = joined[seen.text]
            kind = _kind_of(forms)
            rule, paragraph = _reason(forms, kind)
            times = sum(len(each.spots) for each in forms)
            name = Name(seen.text, kind, rule, paragraph, times, tuple(each.text for each in forms))
            for each in forms:
                of[key_of(each.text)] = name
        return of

    def _is_name(self, seen: _Seen) -> bool:
        if len(seen.words) == 1 and seen.words[0] in self._small_words:
            return bool(seen.kind)
        return True


def _is_part(short: _Seen, long: _Seen) -> bool:
    """Whether one name is the end or the beginning of another, and may stand for it."""
    size = len(short.words)
    if size >= len(long.words) or PLACE in (short.kind, long.kind):
        return False
    if short.kind and long.kind and short.kind != long.kind:
        return False
    if short.words == long.words[-size:]:
        return True
    if short.words != long.words[:size]:
        return False
    # "Norvix" is short for "Norvix Inc.", but "Ware" is not short for "Ware Valley Museum".
    return (long.kind == PERSON and size == 1) or (
        long.kind == ORGANISATION and len(long.words) == 2
    )


def _is_surname(short: _Seen, long: _Seen) -> bool:
    """Firms speak too, but are not called by the end of their names."""
    return len(short.words) == 1 and len(long.words) > 1 and short.words[0] == long.words[-1]


def _kind_of(forms: Sequence[_Seen]) -> str:
    total: Counter[str] = Counter()
    for seen in forms:
        total.update(seen.scores)
    somebody = total.pop(_SOMEBODY, 0)
    if somebody and not total and any(_is_surname(each, forms[0]) for each in forms):
        return PERSON
    ranked = total.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _reason(forms: Sequence[_Seen], kind: str) -> tuple[str, int]:
    """The strongest piece of evidence for the kind, and the paragraph that shows it."""
    if not kind:
        return "", min(spot.paragraph for seen in forms for spot in seen.spots)
    found = [
        (-_WEIGHTS[rule], paragraph, rule)
        for seen in forms
        for (shown, rule), paragraph in seen.shown_in.items()
        if shown == kind or (kind == PERSON and shown == _SOMEBODY)
    ]
    _, paragraph, rule = min(found)
    return rule, paragraph


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
