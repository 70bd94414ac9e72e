"""The phrases beside which a page prints the name of its own outlet, as expressions.

Each kind of phrase is evidence of its own, and ``fields.outlet.weights`` weighs it. An expression
ends where the name begins, or begins where the name ends. ``data/phrases/namingphrases.toml`` has
them all.
"""

from __future__ import annotations

from typing import Literal, cast

from articles.extraction.words.expressions import Expression
from articles.extraction.words.phrasebook import phrasebook

Phrase = Literal[
    "copyright",
    "newsletter",
    "appeal",
    "more",
    "follow",
    "about",
    "told",
    "heard",
    "work",
    "bio",
    "owned",
    "product",
    "staff",
    "staffer",
    "thanks",
    "app",
    "account",
    "speaks",
]

_PHRASES = phrasebook("namingphrases")
_BEFORE = "before_"

#: A name as pages print it, and one at the end of a text.
NAME = _PHRASES.pattern("name")
NAME_AT_END = _PHRASES.pattern("name_at_end")
#: What stands before the name of the page's own outlet, by the kind of phrase.
BEFORE_NAME: dict[Phrase, Expression] = {
    cast(Phrase, name.removeprefix(_BEFORE)): _PHRASES.expression(name)
    for name in _PHRASES.entries
    if name.startswith(_BEFORE)
}
#: The phrases that stories themselves use. All others are furniture, and mean nothing in prose.
IN_PROSE = frozenset({"thanks", "told", "heard", "work", "bio", "copyright", "appeal", "account"})
#: What stands before the name at the beginning of a short line: "About", "Contact".
OPENING = _PHRASES.expression("opening")
#: What stands after the name in furniture. Each group is a kind of phrase.
AFTER_NAME = _PHRASES.expression("after")
#: The same in prose.
AFTER_NAME_IN_PROSE = _PHRASES.expression("after_in_prose")
#: The same, with what the outlet's reporters have made: only for texts that ``MADE`` may match.
AFTER_NAME_WITH_MADE = _PHRASES.expression("after_with_made")
MADE = _PHRASES.expression("made")
#: A phrase of a biography that ends so names somebody's post at the outlet.
STAFF_POST = _PHRASES.pattern("staff_post")
#: These show that somebody spoke to an outlet on another occasion.
POSSESSIVE = _PHRASES.pattern("possessive")
EARLIER = _PHRASES.pattern("earlier")
HAD = "had "
