"""What an index holds of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.partialdate import PartialDate
from search.query.clauses import Basis


@dataclass(frozen=True, slots=True)
class Document:
    """An article as engines see it.

    ``id`` is the article's primary key, ``version`` its version, ``outlet_id`` the
    outlet's primary key (0: unknown), ``basis`` how the date is known, ``texts`` the
    text of each field of ``search.query.fields.TEXT_FIELDS`` (a missing one is empty).
    """

    id: int
    version: int
    outlet_id: int = 0
    published: PartialDate | None = None
    basis: Basis = Basis.STATED
    texts: Mapping[str, str] = field(default_factory=dict)
