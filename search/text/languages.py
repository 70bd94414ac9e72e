"""The languages of an archive, in each of which a query is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from search.text.analysis import tokenize
from search.text.stemming import ENGLISH
from search.text.words import Analyses, analyses_in, is_stop

_PRIMARY: Final = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.ASCII)

#: Another language than the archive's commonest is seen in a search by this many stop words.
_ENOUGH: Final = 2


def primary(code: str) -> str:
    """The language of a code, without country and script: ``pt`` of ``pt-BR``. "" for what is no
    code."""
    match = _PRIMARY.fullmatch(code.lower())
    return match[1] if match else ""


@dataclass(frozen=True)
class Languages:
    """``codes`` are the languages of the archive, the commonest first."""

    codes: tuple[str, ...] = (ENGLISH,)

    @classmethod
    def of(cls, documents: Mapping[str, int]) -> Self:
        """The languages of an archive, from the number of its documents in each. Documents of
        unknown language ("") are taken for English, and so is an empty archive."""
        numbers: dict[str, int] = {}
        for code, number in documents.items():
            numbers[code or ENGLISH] = numbers.get(code or ENGLISH, 0) + number
        codes = sorted(numbers, key=lambda code: (-numbers[code], code))
        return cls(tuple(codes)) if codes else cls()

    def led_by(self, code: str) -> Languages:
        """The same languages, one of them first, so that a word's first stem is the one in it."""
        if code == self.codes[0]:
            return self
        return Languages((code, *(each for each in self.codes if each != code)))

    def stems(self, written: str) -> tuple[str, ...]:
        """The stems of a word in each language, each stem once, in the order of ``codes``."""
        if len(self._analyses) == 1:
            return self._analyses[0][written].stems
        return tuple(
            dict.fromkeys(stem for analyses in self._analyses for stem in analyses[written].stems)
        )

    def words(self, text: str) -> tuple[tuple[str, ...], ...]:
        """The stems of each word of a text."""
        return tuple(self.stems(text[each.start : each.end]) for each in tokenize(text))

    def of_search(self, text: str) -> str:
        """The language that a search is taken to be in: the archive's commonest, unless it has at
        least two stop words of another, and more than of the commonest."""
        commonest = self.codes[0]
        if len(self.codes) == 1:
            return commonest
        words = [token.surface for token in tokenize(text)]
        counts = {code: sum(is_stop(word, code) for word in words) for code in self.codes}
        best = max(self.codes, key=counts.__getitem__)
        return best if counts[best] >= max(_ENOUGH, counts[commonest] + 1) else commonest

    @cached_property
    def _analyses(self) -> tuple[Analyses, ...]:
        found = {id(each): each for each in map(analyses_in, self.codes)}
        return tuple(found.values())


IN_ENGLISH: Final = Languages()
