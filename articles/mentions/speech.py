"""Direct speech in a text, with whom says it where that is certain."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from articles.mentions.capitals import Word
from articles.mentions.naming import ORGANISATION, PERSON, PLACE, Name, Named, Spot, key_of
from articles.mentions.vocabulary import Vocabulary

#: Fewer quoted words are an expression, not a statement.
FEWEST_WORDS: Final = 3
#: What closes a quotation, by the mark that opens it.
_CLOSED_BY: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", '"': '"', "‹": "›"}
_OPENS: Final = re.compile(r"(?<![^\W_])([“„«»‘\"‹])\s?(?=\S)")
#: Words that come before a name which is not that of the speaker: "a friend of".
_PREPOSITIONS: Final = frozenset(
    [
        "of",
        "for",
        "to",
        "with",
        "about",
        "from",
        "by",
        "against",
        "on",
        "in",
        "at",
        "than",
        "de",
        "du",
        "des",
        "del",
        "di",
        "à",
        "von",
        "vom",
        "für",
        "mit",
        "bei",
        "zu",
        "para",
        "con",
        "sur",
        "avec",
        "pour",
        "over",
        "after",
        "like",
        "between",
    ]
)
#: Words in titles that have small letters are no longer.
_SHORT: Final = 3
_POSSESSIVES: Final = frozenset(["his", "her", "him", "seine", "ihre", "ihr", "sein"])
_ENDS_CLAUSE: Final = re.compile(r"[.»”]|$| (?:in|on|at|today|yesterday)\b")
_AUXILIARIES: Final = frozenset(["a", "ont", "hat", "ha", "had", "has", "avait", "había"])
_SENTENCE_END: Final = ".!?…"

#: How a speaker was found, as pages say it.
RULES: Final = {
    "after": "the words after the quotation name the speaker",
    "before": "the words before the quotation name the speaker",
    "according": "the words before it say according to whom",
    "pronoun": "a pronoun stands for the only person named just before",
    "goes on": "the same speaker goes on after the words between",
    "continued": "the quotation goes on from the paragraph before",
    "": "somebody is said to have said it, but it is not certain who",
}


@dataclass(frozen=True, slots=True)
class Speech:
    """Direct speech. ``speaker`` is a name of the text, "" if it is not certain; ``rule`` is a key
    of RULES, and ``paragraph`` a number, from 0."""

    text: str
    speaker: str
    rule: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Span:
    """Quoted words, without their marks: from ``start`` to ``end``; the whole with its marks ends
    at ``after`` and begins at ``before``. ``goes_on``: into the next paragraph."""

    before: int
    start: int
    end: int
    after: int
    mark: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Speaker:
    """``name`` is None if it is not certain who speaks. ``is_whole``: the words that say so are
    all that stands between two quotations."""

    name: Name | None
    rule: str
    is_whole: bool = False


def quotations_in(paragraphs: Sequence[str], named: Named, vocabulary: Vocabulary) -> list[Speech]:
    """The quotations in the paragraphs of a text, in order. Quoted words that nobody is said to
    have said are none."""
    if not vocabulary.verbs:
        return []
    return list(_Listener(paragraphs, named, vocabulary).listen())


class _Listener:
    def __init__(self, paragraphs: Sequence[str], named: Named, vocabulary: Vocabulary) -> None:
        self._paragraphs = paragraphs
        self._named = named
        self._vocabulary = vocabulary
        self._spans: list[list[_Span]] = []
        for number, paragraph in enumerate(paragraphs):
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
            self._spans.append(_spans_of(paragraph, following))

    def listen(self) -> list[Speech]:
        found: list[Speech] = []
        continuing: _Speaker | None = None
        for number, spans in enumerate(self._spans):
            last: _Speaker | None = None
            for at, span in enumerate(spans):
                speaker = None
                if at == 0 and continuing is not None and span.before <= 1:
                    speaker = _Speaker(continuing.name, "continued" if continuing.name else "")
                speaker = self._after(number, at) or speaker or self._before(number, at, last)
                if speaker is None and last is not None and last.is_whole:
                    speaker = _Speaker(last.name, "goes on" if last.name else "")
                text = self._paragraphs[number][span.start : span.end].strip()
                is_title = self._vocabulary.language == "en" and _is_title(text)
                if speaker is not None and len(text.split()) >= FEWEST_WORDS and not is_title:
                    name = speaker.name.text if speaker.name else ""
                    found.append(
                        Speech(text.rstrip(","), name, speaker.rule if name else "", number)
                    )
                last = speaker
            continuing = last if spans and spans[-1].goes_on else None
        return found

    # Who speaks, by the words after a quotation

    def _after(self, number: int, at: int) -> _Speaker | None:
        paragraph, span = self._paragraphs[number], self._spans[number][at]
        spans = self._spans[number]
        limit = spans[at + 1].before if at + 1 < len(spans) else len(paragraph)
        rest = paragraph[span.after : limit]
        quoted = paragraph[span.start : span.end].rstrip()
        if not rest.strip() or not quoted:
            return None
        if quoted[-1] not in ",?!…—-" and rest.lstrip()[0] not in ",–—":
            return None
        words = self._words(number, span.after, limit)
        clause = []
        for place, word in enumerate(words):
            if place and word.begins:
                break
            clause.append(word)
        verb = self._verb(clause[:14])
        if verb is None:
            return None
        verb_at = clause.index(verb)
        end = clause[-1].end
        whole = len(clause) == len(words)
        if verb_at == 0 or (verb_at == 1 and clause[0].small in _AUXILIARIES):
            found = self._behind(number, verb, clause[verb_at + 1 :], end)
        else:
            found = self._ahead(number, clause[:verb_at], verb)
        if found is None:
            return _Speaker(None, "", whole)
        return _Speaker(found[0], found[1] or "after", whole)

    def _before(self, number: int, at: int, last: _Speaker | None) -> _Speaker | None:
        paragraph, spans = self._paragraphs[number], self._spans[number]
        span = spans[at]
        begun = spans[at - 1].after if at else 0
        rest = paragraph[begun : span.before]
        if not rest.strip() or rest.rstrip()[-1] in _SENTENCE_END + ";":
            return None
        words = self._words(number, begun, span.before)
        sentence: list[Word] = []
        for word in words:
            if word.begins:
                sentence = []
            sentence.append(word)
        if not sentence:
            return None
        start = sentence[0].start
        vocabulary = self._vocabulary
        if vocabulary.according_to is not None:
            for match in vocabulary.according_to.finditer(paragraph, start, span.before):
                spot = self._first(number, match.end(), span.before)
                if spot and self._role_between(number, match.end(), spot):
                    return _Speaker(self._name(spot), "according")
                return None
        verb = None
        for word in sentence:
            if word.small in vocabulary.verbs and not word.has_capital:
                verb = word
        if verb is None:
            return None
        place = sentence.index(verb)
        is_introduced = rest.rstrip()[-1] in ":,"
        if len(sentence) - place > (16 if is_introduced else 12):
            return None
        found = self._ahead(number, sentence[:place], verb)
        if found is None and vocabulary.language != "en":
            found = self._behind(number, verb, sentence[place + 1 :], span.before)
        if found is None:
            # "Two," he said, and added: "Three."
            if (
                last is not None
                and last.name is not None
                and at
                and not self._has_spot(number, start, span.before)
            ):
                return _Speaker(last.name, "goes on")
            return _Speaker(None, "")
        return _Speaker(found[0], found[1] or "before")

    # Parts of a sentence

    def _verb(self, clause: Sequence[Word]) -> Word | None:
        vocabulary = self._vocabulary
        for word in clause:
            if word.small in vocabulary.verbs - vocabulary.naming_verbs and not word.has_capital:
                return word
        return None

    def _ahead(
        self, number: int, words: Sequence[Word], verb: Word
    ) -> tuple[Name | None, str] | None:
        """The subject before a verb: who, and the rule if it is not that of the place."""
        if not words:
            return None
        for place, word in enumerate(reversed(words[-3:])):
            if self._is_pronoun(word):
                if place > 1:
                    break
                return self._meant(number, word)
        spots = [
            spot
            for spot in self._between(number, words[0].start, verb.start)
            if self._can_speak(spot)
        ]
        if not spots:
            return None
        spot = spots[-1]
        paragraph = self._paragraphs[number]
        between = paragraph[spot.end : verb.start]
        is_adjacent = len(between.split()) <= (2 if self._may_be_person_at(spot) else 0)
        if is_adjacent and "," not in between and not _is_possessive(between):
            if self._is_object(number, spot, words):
                return None
            return self._name(spot), ""
        if len(spots) > 1 and spots[0].key != spots[-1].key and self._is_person(spots[-1]):
            spots = [each for each in spots if self._is_person(each)]
            if len({id(self._name(each)) for each in spots}) > 1:
                return None
        spot = spots[0]
        between = paragraph[spot.end : verb.start]
        if between.startswith((",", " (")) and between.rstrip().endswith((",", ")")):
            return None if self._is_object(number, spot, words) else (self._name(spot), "")
        return None

    def _behind(
        self, number: int, verb: Word, words: Sequence[Word], end: int
    ) -> tuple[Name | None, str] | None:
        """The subject after a verb: "said Anna Weil", "said the director, Anna Weil"."""
        if not words:
            return None
        first = words[0]
        if self._is_pronoun(first):
            return self._meant(number, first)
        for spot in self._between(number, verb.end, end):
            after = self._paragraphs[number][spot.end : spot.end + 20]
            if after[:1] in ("'", "’") or not self._can_speak(spot):
                continue
            if not self._is_person(spot) and not _ENDS_CLAUSE.match(after):
                return None  # said Halden Bank analyst Anna Weil
            if self._role_between(number, verb.end, spot):
                return self._name(spot), ""
            return None
        return None

    def _role_between(self, number: int, start: int, spot: Spot) -> bool:
        """Whether nothing stands between a verb and a name but what the person is."""
        between = self._paragraphs[number][start : spot.start]
        words = between.split()
        if len(words) > 12 or re.search(r"[.;:!?](?=\s\w{4})", between):
            return False
        if not self._is_person(spot):
            allowed = ("", "the", "la", "le", "el", "die", "der", "das", "l’")
            return between.strip().lower() in allowed
        ends_with_comma = "," in between and not re.search(
            r",\s+\S+\s+\S+\s+\S+\s+\S+\s+\S", between
        )
        small = [word.strip(",").lower() for word in words]
        if any(word in self._vocabulary.verbs for word in small if word not in ("so",)):
            return False
        return ends_with_comma or not any(word in _PREPOSITIONS for word in small)

    def _is_object(self, number: int, spot: Spot, words: Sequence[Word]) -> bool:
        """Whether a preposition before a name shows that it is not the subject."""
        before = [word for word in words if word.end <= spot.start]
        if not before:
            return False
        small = [word.small for word in before[-4:]]
        if not small:
            return False
        paragraph = self._paragraphs[number]
        text = paragraph[before[-1].end : spot.start]
        if "," in text:
            return False
        while small and (self._vocabulary.is_title(small[-1]) or small[-1] in ("the", "la", "le")):
            small.pop()
        return bool(small) and small[-1] in _PREPOSITIONS

    def _is_pronoun(self, word: Word) -> bool:
        vocabulary = self._vocabulary
        small = word.small
        if small.endswith(("-il", "-elle")):
            return True
        return small in vocabulary.he or small in vocabulary.she

    def _is_personal(self, word: Word) -> bool:
        return self._is_pronoun(word) or word.small in _POSSESSIVES

    def _meant(self, number: int, pronoun: Word) -> tuple[Name | None, str]:
        """Whom a pronoun stands for: the only person named before it in the paragraph or, if none
        is, in the paragraph before."""
        small = pronoun.small
        gender = "f" if small in self._vocabulary.she or small.endswith("-elle") else "m"
        found = self._people(number, pronoun.start)
        if found is not None and not found and number:
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
        spans = self._spans[number]
        words = [
            word
            for word in self._words(number, 0, end)
            if not any(each.start <= word.start < each.end for each in spans)
        ]
        people = (each.start for each in self._named.spots[number] if self._may_be_person_at(each))
        first = next(people, end)
        if any(word.start < first and self._is_personal(word) for word in words):
            return None  # a pronoun stands for somebody of whom the text before speaks
        for word, following in zip_longest(words, words[1:]):
            is_kin = word.small in self._vocabulary.kin and not word.has_capital
            if is_kin and not (following and following.is_joined and following.has_capital):
                return None  # somebody without a name: "her father"
        found = {}
        for spot in self._named.spots[number]:
            if spot.start >= end or any(each.start <= spot.start < each.end for each in spans):
                continue
            if spot.key in self._named.unsure:
                return None
            name = self._name(spot)
            if name is not None and self._may_be_person(name):
                found[id(name)] = name
        return found

    # Names

    def _name(self, spot: Spot) -> Name | None:
        return self._named.of.get(spot.key)

    def _can_speak(self, spot: Spot) -> bool:
        name = self._name(spot)
        return name is not None and name.kind != PLACE

    def _may_be_person_at(self, spot: Spot) -> bool:
        name = self._name(spot)
        return name is not None and self._may_be_person(name)

    def _is_person(self, spot: Spot) -> bool:
        name = self._name(spot)
        return name is not None and name.kind == PERSON

    def _may_be_person(self, name: Name) -> bool:
        return name.kind == PERSON or (name.kind not in (PLACE, ORGANISATION) and " " in name.text)

    def _between(self, number: int, start: int, end: int) -> list[Spot]:
        return [
            each for each in self._named.spots[number] if start <= each.start and each.end <= end
        ]

    def _has_spot(self, number: int, start: int, end: int) -> bool:
        return any(self._can_speak(each) for each in self._between(number, start, end))

    def _first(self, number: int, start: int, end: int) -> Spot | None:
        return next(
            (each for each in self._between(number, start, end) if self._can_speak(each)), None
        )

    def _words(self, number: int, start: int, end: int) -> list[Word]:
        words = self._named.words[number]
        first = bisect_left(words, start, key=lambda word: word.start)
        last = bisect_left(words, end, key=lambda word: word.start)
        return words[first:last]


def _is_title(text: str) -> bool:
    """Whether quoted English words are a title, such as that of a book."""
    words = text.split()
    if not words or text[-1] in _SENTENCE_END + ",":
        return False
    long = [word for word in words if len(word) > _SHORT]
    return (
        all(word[0].isupper() for word in (words[0], *long))
        and sum(word[0].isupper() for word in words) > 1
    )


def _is_possessive(text: str) -> bool:
    return text.startswith(("'s", "’s", "' ", "’ "))


def _spans_of(paragraph: str, following: str) -> list[_Span]:
    """The quoted parts of a paragraph. One that is not closed goes on in the next paragraph, if
    that begins with a quotation mark."""
    found: list[_Span] = []
    at = 0
    while match := _OPENS.search(paragraph, at):
        mark = match[1]
        end = _closing(paragraph, match.end(), mark)
        if end < 0:
            if following.lstrip()[:1] == mark and mark != "»":
                found.append(
                    _Span(match.start(), match.end(), len(paragraph), len(paragraph), mark, True)
                )
                break
            at = match.end()
            continue
        found.append(_Span(match.start(), match.end(), end, end + 1, mark))
        at = end + 1
    return found


def _closing(paragraph: str, start: int, mark: str) -> int:
    """Where the mark stands that closes a quotation; -1 if there is none."""
    if mark != "‘":
        places = [paragraph.find(each, start) for each in _CLOSED_BY[mark]]
        return min((each for each in places if each >= 0), default=-1)
    for match in re.finditer("’", paragraph[start:]):
        place = start + match.start()
        after = paragraph[place + 1 : place + 2]
        if not after.isalnum() and paragraph[place - 1] in ",.!?…":
            return place
    return -1
