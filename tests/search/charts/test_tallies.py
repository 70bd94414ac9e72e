"""Counts of the whole archive are computed again after each change, and only then."""

from __future__ import annotations

from collections.abc import Callable
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Outlet
from search.charts.tallies import tally
from search.engines.base import EngineUnavailable
from search.index import draining, outbox, waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def counted() -> int:
    return tally("articles of a test", Article.objects.shown().count)


def unexpected() -> int:
    raise AssertionError("nothing has changed")


def withdraw() -> None:
    article = Article.objects.shown().order_by("pk")[0]
    article.withdrawn_at = timezone.now()
    article.save()


def withdraw_while_the_index_fails() -> None:
    with mock.patch.object(outbox, "drain", side_effect=EngineUnavailable("It failed.", "Wait.")):
        withdraw()


def test_without_a_change_nothing_is_counted_again() -> None:
    assert counted() == 5
    assert tally("articles of a test", unexpected) == 5


@pytest.mark.parametrize("change", [withdraw, withdraw_while_the_index_fails])
def test_a_change_counts_at_once(change: Callable[[], None]) -> None:
    assert counted() == 5
    change()
    assert counted() == 4


def test_a_change_counts_again_when_it_reaches_the_index() -> None:
    withdraw_while_the_index_fails()
    assert counted() == 4
    versions = {waiting.table_version()}
    draining.drain()
    versions.add(waiting.table_version())
    article = Article.objects.get(withdrawn_at__isnull=False)
    article.withdrawn_at = None
    article.save()
    versions.add(waiting.table_version())
    assert counted() == 5
    assert len(versions) == 3, "a version never returns"


def test_a_renamed_outlet_has_its_new_name() -> None:
    def names() -> list[str]:
        outlets = tally("outlets", lambda: list(Article.objects.shown().outlets()))
        return [outlet.name for outlet in outlets]

    assert "TASS" in names()
    outlet = Outlet.objects.get(slug="tass")
    outlet.name = "Zebra News"
    outlet.save()
    assert "Zebra News" in names()


def test_what_is_rolled_back_was_never_counted() -> None:
    assert counted() == 5
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        withdraw()
        assert counted() == 4
        raise ZeroDivisionError
    assert counted() == 5


def test_a_change_during_a_count_is_not_missed() -> None:
    def slow() -> int:
        before = Article.objects.shown().count()
        withdraw()
        return before

    assert tally("articles of a test, slowly", slow) == 5
    assert tally("articles of a test, slowly", Article.objects.shown().count) == 4
