"""Which words a pattern matches; engines and highlighting share this definition."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable

from search.query.clauses import Fuzzy, Pattern, Prefix, Wildcard
from search.text.spelling import edits


def matching_words(pattern: Pattern, words: Iterable[str]) -> dict[str, int]:
    """The folded words that the pattern matches, each with its number of edits from the word of a
    Fuzzy pattern, or 0 for other patterns. The order is undefined."""
    beginning = [word for word in words if word.startswith(pattern.start)]
    match pattern:
        case Prefix():
            return dict.fromkeys(beginning, 0)
        case Wildcard(shape):
            # A shape contains only letters, digits and the two wildcards, which mean the same to
            # fnmatch. Its regular expression never backtracks, so the time is linear.
            matches = re.compile(fnmatch.translate(shape)).match
            return {word: 0 for word in beginning if matches(word)}
        case Fuzzy(wanted, most):
            return edits(wanted, beginning, most)
