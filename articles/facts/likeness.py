"""Compare texts by their shingles: are they versions of one story?"""

from __future__ import annotations

import re
from hashlib import blake2b

_WORD = re.compile(r"\w+")
#: Words to a shingle: long enough that two stories of one topic share few (Broder 1997 uses 4-10).
SHINGLE = 5
#: Share of the shorter text's shingles that must be in the longer one. Corrections and added
#: paragraphs keep most; two stories of one running topic share a background paragraph or two.
ALIKE = 0.5


def shingles(text: str) -> set[bytes]:
    """Return the hashes of all runs of SHINGLE words; a shorter text is a single run."""
    words = _WORD.findall(text.casefold())
    runs = range(max(1, len(words) - SHINGLE + 1)) if words else range(0)
    return {
        blake2b(" ".join(words[start : start + SHINGLE]).encode(), digest_size=8).digest()
        for start in runs
    }


def alike(one: str, other: str) -> bool:
    """True if one text is an edited version of the other."""
    first, second = shingles(one), shingles(other)
    if not first or not second:
        return first == second
    return len(first & second) / min(len(first), len(second)) >= ALIKE
