"""The table of searchable fields. Engines derive their schemas from it: whoever changes it raises
the number of each engine's schema."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A text field. ``bare``: a word without ``field:`` searches it, weighted by ``weight``."""

    name: str
    label: str
    weight: float = 1.0
    bare: bool = True


TEXT_FIELDS = (
    Field("headline", "the headline", weight=3.0),
    Field("standfirst", "the standfirst", weight=1.5),
    Field("body", "the text"),
    Field("captions", "a caption", weight=0.8),
    Field("byline", "the byline", weight=1.5),
    Field("dateline", "the dateline"),
    Field("outlet", "the outlet", weight=1.5),
    Field("source", "the source file", bare=False),
)

BARE_FIELDS = tuple(field for field in TEXT_FIELDS if field.bare)
FIELD_NAMES = frozenset(field.name for field in TEXT_FIELDS)

#: What a field may be called before a colon: by its name, in the singular or in the plural.
FIELD_OF = {name: name for name in FIELD_NAMES} | {
    "headlines": "headline",
    "standfirsts": "standfirst",
    "text": "body",
    "caption": "captions",
    "bylines": "byline",
    "datelines": "dateline",
    "outlets": "outlet",
    "sources": "source",
}
