"""The list of all results and its total, which are of one state of the index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import QueryDict

from articles.models import Article
from search.addresses.reading import read
from search.engines import Engine, get_engine
from search.exports.listing import list_all
from search.query.clauses import Query

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def test_it_lists_the_first_articles_and_counts_all() -> None:
    whole = list_all(read(QueryDict("q=idlib&page=7")), 100)
    assert (whole.total, len(whole.ids)) == (5, 5)
    some = list_all(read(QueryDict("q=idlib")), 3)
    assert (some.total, some.ids) == (5, whole.ids[:3])


def test_the_total_fits_the_list_even_if_the_index_changes_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = type(get_engine())
    ids, removed = engine.ids, Article.objects.latest("pk").pk
    asked = []

    def changing(self: Engine, query: Query) -> Iterator[int]:
        found = ids(self, query)
        asked.append(query)
        if len(asked) == 1:
            self.update([], [removed])
        return found

    monkeypatch.setattr(engine, "ids", changing)
    listing = list_all(read(QueryDict("q=")), 100)
    assert listing.total == len(listing.ids) == 4
    assert removed not in listing.ids
    assert len(asked) == 2
