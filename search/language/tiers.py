"""The tiers of a search: articles with all its words, then articles with some of them.

The first tier of a search has the articles with all words if there are up to MAX_REQUIRED content
words, or with _FEWEST of them in a longer text, which is a question or a pasted sentence. The
second tier has the articles with any of the words. Only bare words are relaxed in this way;
phrases, fields, negations and words joined by an explicit AND stay required, and nothing is
relaxed if the search is a list joined by OR. In a pasted text the quotation marks are the author's,
so its phrases are relaxed, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from search.language.leaves import LeafReader
from search.language.requirements import Requirement, all_of, distinct, is_bare
from search.query.clauses import AtLeast, Clause

#: Users who type up to this many words mean all of them; in a longer text, some are incidental.
MAX_REQUIRED: Final = 4
#: The number of words of a long text that articles of the first tier have. A greater number would
#: put articles that answer a question in other words below weaker ones: half of the words lowered
#: nDCG@10 on five test collections from .507 to .492.
_FEWEST: Final = 2


def tiers_of(parts: list[Requirement], leaves: LeafReader, *, pasted: bool) -> tuple[Clause, ...]:
    """The clauses of the tiers, the strictest first; one if nothing can be relaxed."""
    if pasted:
        parts = [replace(part, loose=part.loose or is_bare(part.clause)) for part in parts]
    loose = [part for part in parts if part.loose]
    others = [part for part in parts if not part.loose]
    single = distinct(
        Requirement(word, loose=True) for part in loose for word in leaves.content(part.clause)
    )
    words = tuple(part.clause for part in single)

    def at_least(minimum: int) -> Clause:
        return all_of([Requirement(AtLeast(minimum, words)), *others])

    if len(words) < 2:
        return (all_of(parts),)
    return at_least(_FEWEST) if len(loose) > MAX_REQUIRED else all_of(parts), at_least(1)
