"""A search and further words as one search."""

from __future__ import annotations

import re
from typing import Final

from search.language.parsing import parse
from search.language.prose import QUOTES
from search.query.clauses import And, Clause, Everything

_QUOTES: Final = re.compile(f"[{QUOTES}]")


def in_quotes(words: str) -> str:
    """What to type for these words one after the other, whatever marks they have."""
    return '"' + " ".join(_QUOTES.sub(" ", words).split()) + '"'


def beside(q: str, words: str) -> str | None:
    """What to type for articles that match both ``q`` and ``words``, such as a name in quotation
    marks. None if nothing does: signs of a search may change what stands beside them.

    The words come first, so that a quotation mark of ``q`` that is not closed reaches none of them.
    """
    asked = parse(q).clause
    if not q.strip() or isinstance(asked, Everything):
        return words
    wanted = _required(parse(words).clause) | _required(asked)
    forms = (f"{words} {q}", f"{words} ({q})")
    return next((each for each in forms if _required(parse(each).clause) == wanted), None)


def _required(clause: Clause) -> frozenset[Clause]:
    return frozenset(clause.clauses if isinstance(clause, And) else (clause,))
