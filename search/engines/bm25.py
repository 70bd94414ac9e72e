"""The constants of the ranking formula, which engines share where they can."""

from __future__ import annotations

from typing import Final

#: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
#: recommend 1.2 < k1 < 2 and 0.5 < b < 0.8 for most cases. News stories and abstracts repeat a word
#: seldom and differ little in length, so the lower ends rank them best (see docs/search.md).
#: Fields are combined as in its section on BM25F.
K1: Final = 1.2
B: Final = 0.5

#: A headline sums a story up, so a match in it also counts by itself: this share of the score that
#: the headlines alone would give, in which a word is as rare as it is among headlines.
HEADLINE: Final = "headline"
HEADLINE_SHARE: Final = 0.6

#: With this constant, a word that the query repeats counts slightly less than twice. Robertson and
#: Walker, "Okapi/Keenbow at TREC-8" (2000), use 7 to 1000 for long queries.
K3: Final = 8.0


def repeated(times: int) -> float:
    """The factor of a word that the query has so many times; 1 for a word that it has once."""
    return (K3 + 1) * times / (K3 + times)
