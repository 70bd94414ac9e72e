"""Articles selected one by one, as public ids in an address: ``?id=…&id=…``."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from articles.extraction.words.explanations import counted

CHOSEN = "id"
#: The address must stay below some 4,000 characters, which every server accepts.
MOST_CHOSEN = 200
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Chosen:
    """``ids`` in the order of the address, each once. ``errors`` are sentences about values that
    were left out; ``too_many`` if that is because there were more than MOST_CHOSEN."""

    ids: tuple[str, ...]
    errors: tuple[str, ...] = ()
    too_many: bool = False

    @property
    def words(self) -> str:
        return f"{counted(len(self.ids), 'article')} selected individually"


def read_chosen(query: QueryDict) -> Chosen:
    """The selected articles of an address; never fails. Whether an id exists is not checked."""
    values = list(dict.fromkeys(value.strip() for value in query.getlist(CHOSEN)))
    ids = [each for each in values if each and len(each) <= _LONGEST and each.isalnum()]
    errors = []
    if len(ids) < len(values):
        errors.append("“id” must be the short ID of an article, as in its permanent link.")
    too_many = len(ids) > MOST_CHOSEN
    if too_many:
        errors.append(
            f"At most {MOST_CHOSEN} articles can be selected at a time; only the first were used. "
            "To save a whole search, nothing need be selected."
        )
    return Chosen(tuple(ids[:MOST_CHOSEN]), tuple(errors), too_many)
