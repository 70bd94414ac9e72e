"""Articles chosen one by one, as their public ids in an address: ``?id=…&id=…``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from articles.extraction.words.phrasing import counted

CHOSEN = "id"
#: Addresses of some 4,000 characters are the longest that every server takes.
MOST_CHOSEN = 200
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Chosen:
    """``ids`` in the order given, each once; ``errors`` says in sentences what was left out."""

    ids: tuple[str, ...]
    errors: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"{counted(len(self.ids), 'article')} selected individually"


def with_chosen(url: str, ids: Iterable[str]) -> str:
    """The address of a search, with articles that stay ticked there."""
    query = urlencode([(CHOSEN, each) for each in ids])
    return f"{url}&{query}" if query else url


def read_chosen(query: QueryDict) -> Chosen:
    """Never fails. What is no public id names no article, which whoever looks it up finds."""
    given = list(dict.fromkeys(value.strip() for value in query.getlist(CHOSEN)))
    ids = [each for each in given if each and len(each) <= _LONGEST and each.isalnum()]
    errors = []
    if len(ids) < len(given):
        errors.append("“id” must be the short ID of an article, as in its permanent link.")
    if len(ids) > MOST_CHOSEN:
        errors.append(
            f"At most {MOST_CHOSEN} articles can be selected at a time; only the first were used. "
            "To save a whole search, nothing need be selected."
        )
    return Chosen(tuple(ids[:MOST_CHOSEN]), tuple(errors))
