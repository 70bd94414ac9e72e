"""What the words of a name and those around it say about its kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from articles.mentions.capitals import Word
from articles.mentions.kinds import ORGANISATION, PERSON, PLACE, SOMEBODY
from articles.mentions.vocabulary import CAPITALISES_NOUNS, Vocabulary

#: So many words are seldom a place that is not known.
_LONG: Final = 3
_AGE: Final = re.compile(
    r"(?:, (?:aged )?| \()(?:1[0-9]|[2-9]\d)(?:[,.;)]|-year-old| ans\b| Jahre\b|$)"
)
_WHO: Final = re.compile(r", (?:who|whose|qui|quien)\b")
_ACRONYM: Final = re.compile(r"[^\W\d_a-z]{2,6}|(?:[^\W\d_a-z]\.){2,}[^\W\d_a-z]?")
_TO_PLACE: Final = re.compile(r",? (?:and|et|y|und|e|or) (?:the )?|/")


class Evidence:
    """Looks for evidence in texts of one language. ``places`` are known ones."""

    def __init__(self, vocabulary: Vocabulary, places: Collection[str]) -> None:
        self._vocabulary = vocabulary
        self._places = places
        self._nouns = vocabulary.language in CAPITALISES_NOUNS
        self._cities = frozenset(each.title() for each in vocabulary.cities)

    def of(
        self,
        paragraph: str,
        words: Sequence[Word],
        first: int,
        last: int,
        rule: str,
        in_dateline: bool,
        last_place: int,
    ) -> list[tuple[str, str]]:
        """Kinds, each with the key of a rule. ``rule``: what the words before say already.
        ``last_place``: where the last name ends, if it is a place; else -1."""
        vocabulary = self._vocabulary
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
        gap = paragraph[last_place : own[0].start] if last_place >= 0 else ""
        beside = not self._nouns and len(own) == 1 and _TO_PLACE.fullmatch(gap)
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
            found.append((SOMEBODY, "speaks"))
        return found
