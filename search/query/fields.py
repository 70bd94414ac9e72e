"""The text fields of the index: the facts that are searched as text, the lead, the source file,
the web address, the tags, and what people say in it.

Engines derive their schemas from these fields.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from articles.facttable import FACTS
from articles.mentions.reading import RULES


@dataclass(frozen=True, slots=True)
class Field:
    """A text field. If it is ``bare``, words without ``field:`` search it too, with ``weight``.

    ``names`` are further names for it in a search, before the colon. ``opens`` names the field
    that begins with its text, if there is one; engines take the text from there.
    """

    name: str
    label: str
    weight: float = 1.0
    bare: bool = True
    names: tuple[str, ...] = ()
    opens: str = ""


#: The number of words of a body that are its lead. News tells the story there: with the words of
#: the lead counted once more, nDCG@10 of searches for known articles rose by .02 to .03.
LEAD_WORDS = 40

_INDEXED = sorted(
    ((fact, fact.index) for fact in FACTS.values() if fact.index),
    key=lambda row: row[1].place,
)
TEXT_FIELDS = (
    *(
        Field(fact.name, index.label or f"the {fact.label}", index.weight, index.bare, index.names)
        for fact, index in _INDEXED
    ),
    Field("lead", "the lead", names=("leads",), opens="body"),
    Field("source", "the source file", bare=False, names=("sources",)),
    Field("url", "the web address", bare=False, names=("urls",)),
    Field("tag", "the tags", bare=False, names=("tags",)),
    Field("quote", "the quotations", bare=False, names=("quotes",)),
    Field("speaker", "the speakers", bare=False, names=("speakers",)),
)
BARE_FIELDS = tuple(field for field in TEXT_FIELDS if field.bare)
#: The bare fields without those whose words are in another one.
WHOLE_FIELDS = tuple(field for field in BARE_FIELDS if not field.opens)
FIELD_NAMES = frozenset(field.name for field in TEXT_FIELDS)

#: Field names by every name that a search may use before the colon.
FIELD_OF = {name: field.name for field in TEXT_FIELDS for name in (field.name, *field.names)}


def schema_version(own: int) -> int:
    """The version of an engine's schema. An index with another version must be rebuilt.

    An engine raises ``own`` when its columns or the analysis change; the version also depends on
    the names of the fields, and on the rules by which quotations and speakers are read.
    """
    return zlib.crc32(repr([own, RULES, *(field.name for field in TEXT_FIELDS)]).encode())
