"""Articles chosen one by one, as their public ids in an address: ``?id=…&id=…``."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

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
        count = len(self.ids)
        return f"{count} article{'' if count == 1 else 's'} chosen one by one"


def read_chosen(query: QueryDict) -> Chosen:
    """Never fails. What is no public id names no article, which whoever looks it up finds."""
    given = list(dict.fromkeys(value.strip() for value in query.getlist(CHOSEN)))
    ids = [each for each in given if each and len(each) <= _LONGEST and each.isalnum()]
    errors = []
    if len(ids) < len(given):
        errors.append("“id” must be the short name of an article, as in its permanent address.")
    if len(ids) > MOST_CHOSEN:
        errors.append(
            f"At most {MOST_CHOSEN} articles can be chosen at a time; the first were taken. "
            "A whole search can be saved without choosing."
        )
    return Chosen(tuple(ids[:MOST_CHOSEN]), tuple(errors))
