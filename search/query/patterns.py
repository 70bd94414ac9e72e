"""The words that a pattern stands for: one meaning, for engines and for marks on a page."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable

from search.query.clauses import Fuzzy, Pattern, Prefix, Wildcard
from search.text.spelling import edits


def fits(pattern: Pattern, words: Iterable[str]) -> dict[str, int]:
    """Those of the folded words that the pattern stands for, in no order, each with the number of
    its edits from the word of a Fuzzy pattern, and 0 for other patterns."""
    beginning = [word for word in words if word.startswith(pattern.start)]
    match pattern:
        case Prefix():
            return dict.fromkeys(beginning, 0)
        case Wildcard(shape):
            # A shape holds letters, digits and the two signs, which mean the same to fnmatch; its
            # expression never goes back, so time grows with the length alone.
            matches = re.compile(fnmatch.translate(shape)).match
            return {word: 0 for word in beginning if matches(word)}
        case Fuzzy(wanted, most):
            return edits(wanted, beginning, most)
