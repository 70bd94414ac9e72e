"""The document that represents an article in an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.partialdate import PartialDate
from search.query.clauses import Basis
from search.text.languages import primary


@dataclass(frozen=True, slots=True)
class Document:
    """An article in the form that engines index.

    ``id`` is the article's primary key, ``version`` its version, ``outlet_id`` the outlet's
    primary key (0: unknown), and ``basis`` the basis of the date. ``language`` is a code of two or
    three small letters, "" if it is unknown; the texts are analysed accordingly. ``tags`` are the
    primary keys of its tags, each once. ``texts`` has the text of each field of
    ``search.query.fields.TEXT_FIELDS``; a missing field is empty. Engines take the text of a field
    that ``opens`` another from that one. ``sequence`` is the article's sequence number: the later
    it became visible, the greater.
    """

    id: int
    version: int
    outlet_id: int = 0
    published: PartialDate | None = None
    basis: Basis = Basis.STATED
    language: str = ""
    tags: tuple[int, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    sequence: int = 0

    def __post_init__(self) -> None:
        if self.language and primary(self.language) != self.language:
            raise ValueError(f"The language of document {self.id} is no code: {self.language!r}.")
