"""Who speaks in a quotation, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from articles.mentions.capitals import Word
from articles.mentions.kinds import Name, Spot
from articles.mentions.people import People
from articles.mentions.quotedwords import SENTENCE_END, Span
from articles.mentions.vocabulary import Vocabulary

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
#: English words that stand between a subject and its verb, besides those in "-ly".
_BETWEEN: Final = frozenset(
    [
        "has",
        "had",
        "have",
        "also",
        "once",
        "later",
        "then",
        "himself",
        "herself",
        "itself",
        "themselves",
        "who",
        "would",
        "will",
        "did",
        "still",
        "again",
        "first",
        "even",
        "never",
        "always",
        "often",
        "just",
        "already",
        "now",
        "who'd",
        "who’d",
        "soon",
    ]
)
_ENDS_CLAUSE: Final = re.compile(r"[.»”]|$| (?:in|on|at|today|yesterday)\b")
_AUXILIARIES: Final = frozenset(["a", "ont", "hat", "ha", "had", "has", "avait", "había"])


@dataclass(frozen=True, slots=True)
class Speaker:
    """``name`` is None if it is not certain who speaks. ``is_whole``: the words that say so are
    all that stands between two quotations."""

    name: Name | None
    rule: str
    is_whole: bool = False


class Attribution:
    """Reads the words around the quoted parts of a text, which are ``spans``, by paragraph."""

    def __init__(
        self,
        paragraphs: Sequence[str],
        people: People,
        spans: Sequence[Sequence[Span]],
        vocabulary: Vocabulary,
    ) -> None:
        self._paragraphs = paragraphs
        self._people = people
        self._spans = spans
        self._vocabulary = vocabulary

    def after(self, number: int, at: int) -> Speaker | None:
        paragraph, span = self._paragraphs[number], self._spans[number][at]
        spans = self._spans[number]
        limit = spans[at + 1].before if at + 1 < len(spans) else len(paragraph)
        rest = paragraph[span.after : limit]
        quoted = paragraph[span.start : span.end].rstrip()
        if not rest.strip() or not quoted:
            return None
        if quoted[-1] not in ",?!…—-" and rest.lstrip()[0] not in ",–—":
            return None
        words = self._people.words(number, span.after, limit)
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
            return Speaker(None, "", whole)
        return Speaker(found[0], found[1] or "after", whole)

    def before(self, number: int, at: int, last: Speaker | None) -> Speaker | None:
        paragraph, spans = self._paragraphs[number], self._spans[number]
        span = spans[at]
        begun = spans[at - 1].after if at else 0
        rest = paragraph[begun : span.before]
        if not rest.strip() or rest.rstrip()[-1] in SENTENCE_END + ";":
            return None
        words = self._people.words(number, begun, span.before)
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
                spot = self._people.first(number, match.end(), span.before)
                if spot and self._role_between(number, match.end(), spot):
                    rest_of_it = paragraph[spot.end : span.before]
                    is_whole = self._is_all_of_source(number, spot, rest_of_it)
                    return Speaker(self._people.name(spot) if is_whole else None, "according")
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
        if self._is_of_somebody_else(number, verb, sentence[place + 1 :]):
            return Speaker(None, "")
        found = self._ahead(number, sentence[:place], verb)
        if found is not None and self._is_said_by_another(number, at):
            return Speaker(None, "")
        if found is None and vocabulary.language != "en":
            found = self._behind(number, verb, sentence[place + 1 :], span.before)
        if found is None:
            # "Two," he said, and added: "Three."
            if (
                last is not None
                and last.name is not None
                and at
                and not self._people.has_speaker(number, start, span.before)
            ):
                return Speaker(last.name, "goes on")
            return Speaker(None, "")
        return Speaker(found[0], found[1] or "before")

    def _is_all_of_source(self, number: int, spot: Spot, rest: str) -> bool:
        """Whether what follows a name after "according to" leads to no other source: "Halden
        Bank's analyst Anna Weil", "The Herald, she said"."""
        words = self._people.words(number, spot.end, spot.end + len(rest))
        if not rest.startswith((",", ":", " (")) and words:
            return False
        verbs = self._vocabulary.verbs
        return not any(word.small in verbs and not word.has_capital for word in words)

    def _is_said_by_another(self, number: int, at: int) -> bool:
        """Whether the sentence goes on after a quotation with who says all of it: "That Hall left
        was “a great loss” to the town, says Anna Weil"."""
        paragraph, spans = self._paragraphs[number], self._spans[number]
        limit = spans[at + 1].before if at + 1 < len(spans) else len(paragraph)
        before = None
        for word in self._people.words(number, spans[at].after, limit):
            if word.begins:
                return False
            if word.small in self._vocabulary.verbs and not word.has_capital and before:
                return "," in paragraph[before.end : word.start]
            before = word
        return False

    def _is_of_somebody_else(self, number: int, verb: Word, words: Sequence[Word]) -> bool:
        """Whether the words between a verb and a quotation speak of what somebody else says, as in
        "Hall asked about a joke Weil made", and not of whom the quotation is about, as after
        "said that Weil"."""
        for place, word in enumerate(words):
            if word.small == "that":
                return False
            if place > 1 and self._people.may_begin(number, word):
                return True
        return False

    def _verb(self, clause: Sequence[Word]) -> Word | None:
        verbs = self._vocabulary.verbs - self._vocabulary.naming_verbs
        for word in clause:
            if word.small in verbs and not word.has_capital:
                return word
        return None

    def _ahead(
        self, number: int, words: Sequence[Word], verb: Word
    ) -> tuple[Name | None, str] | None:
        """The subject before a verb: who, and the rule if it is not that of the place."""
        if not words:
            return None
        for place, word in enumerate(reversed(words[-3:])):
            if self._people.is_pronoun(word):
                if place > 1:
                    break
                return self._people.meant(number, word)
        spots = [
            spot
            for spot in self._people.between(number, words[0].start, verb.start)
            if self._people.can_speak(spot)
        ]
        if not spots:
            return None
        spot = spots[-1]
        paragraph = self._paragraphs[number]
        between = paragraph[spot.end : verb.start]
        is_adjacent = len(between.split()) <= (2 if self._people.may_be_person(spot) else 0)
        if self._vocabulary.language == "en":  # a Harbour fan site posted
            is_adjacent = is_adjacent and all(
                word in _BETWEEN or word.endswith("ly") for word in between.lower().split()
            )
        if is_adjacent and "," not in between and not _is_possessive(between):
            if self._is_object(number, spot, words):
                return None
            return self._people.name(spot), ""
        if len(spots) > 1 and spots[0].key != spots[-1].key and self._people.is_person(spots[-1]):
            spots = [each for each in spots if self._people.is_person(each)]
            if len({id(self._people.name(each)) for each in spots}) > 1:
                return None
        spot = spots[0]
        between = paragraph[spot.end : verb.start]
        is_aside = between.startswith((",", " (")) and between.rstrip().endswith((",", ")"))
        if between.strip() == ",":  # their aunt, Anna Weil, said; not: of the Gospel, said Weil
            is_aside = paragraph[: spot.start].rstrip().endswith(",")
        if is_aside:
            return None if self._is_object(number, spot, words) else (self._people.name(spot), "")
        return None

    def _behind(
        self, number: int, verb: Word, words: Sequence[Word], end: int
    ) -> tuple[Name | None, str] | None:
        """The subject after a verb: "said Anna Weil", "said the director, Anna Weil"."""
        if not words:
            return None
        first = words[0]
        if self._people.is_pronoun(first):
            return self._people.meant(number, first)
        for spot in self._people.between(number, verb.end, end):
            after = self._paragraphs[number][spot.end : spot.end + 20]
            if after[:1] in ("'", "’") or not self._people.can_speak(spot):
                continue
            if not self._people.is_person(spot) and not _ENDS_CLAUSE.match(after):
                return None  # said Halden Bank analyst Anna Weil
            if self._role_between(number, verb.end, spot):
                return self._people.name(spot), ""
            return None
        return None

    def _role_between(self, number: int, start: int, spot: Spot) -> bool:
        """Whether nothing stands between a verb and a name but what the person is."""
        between = self._paragraphs[number][start : spot.start]
        words = between.split()
        if len(words) > 12 or re.search(r"[.;:!?](?=\s\w{4})", between):
            return False
        if not self._people.is_person(spot):
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
        if small[-2:-1] == ["the"]:
            small.pop()  # in the journal Harbour Studies
        while small and (self._vocabulary.is_title(small[-1]) or small[-1] in ("the", "la", "le")):
            small.pop()
        return bool(small) and small[-1] in _PREPOSITIONS


def _is_possessive(text: str) -> bool:
    return text.startswith(("'s", "’s", "' ", "’ "))
