"""The written forms of words that texts had, by stem, so that each is compared only once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from search.text.analysis import pieces
from search.text.stemming import analysis_of
from search.text.words import analyses_in

#: So many parts cover nearly all words of a news archive.
_REMEMBERED: Final = 1 << 17
#: The characters of the longest part that is remembered. Longer ones, such as the sentences of
#: scripts without blanks, do not return.
_LONGEST: Final = 40


class WrittenForms:
    """The forms of one language that texts had so far.

    A text is compared by its parts: what stands between blanks, since no word contains one, and
    splitting is many times as fast as finding words. What is forms and what is punctuation in a
    part is found out when the part is first seen.

    Threads may share them: the forms of a part are listed before it counts as seen, and none is
    ever removed.
    """

    def __init__(self, language: str) -> None:
        self._analyses = analyses_in(language)
        self._seen: set[str] = set()
        self._by_stem: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_plain_stem: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)

    @property
    def is_full(self) -> bool:
        return len(self._seen) > _REMEMBERED

    def matching(self, text: str, stems: Collection[str]) -> dict[str, str]:
        """Those of the written forms of a text that have one of the stems, with that stem; the
        stem in the language comes before the stem without accents."""
        parts = set(text.split())
        unseen = parts - self._seen
        if any(len(part) > _LONGEST for part in unseen):
            # A word is a part, too.
            parts = set(pieces(text))
            unseen = parts - self._seen
        for part in unseen:
            self._learn(part)
        return {
            form: stem
            for found in (self._by_plain_stem, self._by_stem)
            for stem in stems
            for part, form in found.get(stem, ())
            if part in parts
        }

    def _learn(self, part: str) -> None:
        for form in pieces(part):
            word = self._analyses[form]
            self._by_stem[word.stem].append((part, form))
            if word.plain_stem:
                self._by_plain_stem[word.plain_stem].append((part, form))
        self._seen.add(part)


_FORMS: Final[dict[str, WrittenForms]] = {}


def written_forms_in(language: str) -> WrittenForms:
    """The forms of a language; "" is an unknown one. Full ones are replaced, since most words soon
    return."""
    analysis = analysis_of(language)
    found = _FORMS.get(analysis)
    if found is None or found.is_full:
        found = _FORMS[analysis] = WrittenForms(language)
    return found
