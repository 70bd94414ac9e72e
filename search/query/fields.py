"""The fields of the index: the facts that are searched as text, and the source file.

Engines derive their schemas from them.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from articles.facttable import FACTS


@dataclass(frozen=True, slots=True)
class Field:
    """A text field. ``bare``: a word without ``field:`` searches it, weighted by ``weight``.

    ``names``: what it may be called before a colon beside its name.
    """

    name: str
    label: str
    weight: float = 1.0
    bare: bool = True
    names: tuple[str, ...] = ()


_INDEXED = sorted(
    ((fact, fact.index) for fact in FACTS.values() if fact.index),
    key=lambda row: row[1].place,
)
TEXT_FIELDS = (
    *(
        Field(fact.name, index.label or f"the {fact.label}", index.weight, index.bare, index.names)
        for fact, index in _INDEXED
    ),
    Field("source", "the source file", bare=False, names=("sources",)),
)
BARE_FIELDS = tuple(field for field in TEXT_FIELDS if field.bare)
FIELD_NAMES = frozenset(field.name for field in TEXT_FIELDS)

#: What a field may be called before a colon.
FIELD_OF = {name: field.name for field in TEXT_FIELDS for name in (field.name, *field.names)}


def schema_version(own: int) -> int:
    """The number of an engine's schema: an index of another number is rebuilt.

    An engine raises ``own`` when its columns or the analysis change; the fields are counted in.
    """
    return zlib.crc32(repr([own, *(field.name for field in TEXT_FIELDS)]).encode())
