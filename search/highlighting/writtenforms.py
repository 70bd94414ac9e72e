"""The written forms of words that texts had, by stem, so that each is compared only once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from search.text.stemming import analysis_of
from search.text.words import analyses_in

#: So many forms cover nearly all words of a news archive.
_REMEMBERED: Final = 1 << 16


class WrittenForms:
    """The forms of one language that texts had so far. Threads may share them: a form is listed
    before it counts as seen, and none is ever removed."""

    def __init__(self, language: str) -> None:
        self._analyses = analyses_in(language)
        self._seen: set[str] = set()
        self._by_stem: defaultdict[str, list[str]] = defaultdict(list)
        self._by_plain_stem: defaultdict[str, list[str]] = defaultdict(list)

    @property
    def is_full(self) -> bool:
        return len(self._seen) > _REMEMBERED

    def matching(self, written: set[str], stems: Collection[str]) -> dict[str, str]:
        """Those of the written forms of a text that have one of the stems, with that stem; the
        stem in the language comes before the stem without accents."""
        for form in written - self._seen:
            word = self._analyses[form]
            self._by_stem[word.stem].append(form)
            if word.plain_stem:
                self._by_plain_stem[word.plain_stem].append(form)
            self._seen.add(form)
        return {
            form: stem
            for forms in (self._by_plain_stem, self._by_stem)
            for stem in stems
            for form in forms.get(stem, ())
            if form in written
        }


_FORMS: Final[dict[str, WrittenForms]] = {}


def written_forms_in(language: str) -> WrittenForms:
    """The forms of a language; "" is an unknown one. Full ones are replaced, since most words soon
    return."""
    analysis = analysis_of(language)
    found = _FORMS.get(analysis)
    if found is None or found.is_full:
        found = _FORMS[analysis] = WrittenForms(language)
    return found
