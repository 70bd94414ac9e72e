"""Sequence numbers say in which order articles became visible."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from unittest import mock

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, Capture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def new(name: str) -> Article:
    capture = Capture.objects.create(
        sha256=name.rjust(64, "0"),
        comparison_key=name,
        compressed=Capture.compress(name.encode()),
        encoding="utf-8",
    )
    return Article(public_id=name, capture=capture, headline="Ferry delayed")


def sequences() -> dict[int, int]:
    return dict(Article.objects.values_list("pk", "sequence"))


def withdraw(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(withdrawn_at=timezone.now())
    article.refresh_from_db()


def _save(article: Article) -> None:
    article.withdrawn_at = None
    article.save()


def _save_one_field(article: Article) -> None:
    article.withdrawn_at = None
    article.save(update_fields=["withdrawn_at"])


def _update(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(withdrawn_at=None)


def _bulk_update(article: Article) -> None:
    article.withdrawn_at = None
    Article.objects.bulk_update([article], ["withdrawn_at"])


RESTORE = pytest.mark.parametrize("restore", [_save, _save_one_field, _update, _bulk_update])


def test_articles_have_numbers_from_1_on_in_the_order_in_which_they_were_stored() -> None:
    in_order = Article.objects.order_by("pk").values_list("sequence", flat=True)
    assert [*in_order] == [1, 2, 3, 4, 5]


def test_each_new_article_has_the_next_number_however_it_is_stored() -> None:
    new("a").save()
    Article.objects.bulk_create([new("b"), new("c")])
    numbers = [Article.objects.get(public_id=name).sequence for name in "abc"]
    assert numbers == [6, 7, 8]
    assert Article.objects.last_sequence() == 8


@RESTORE
def test_an_article_that_is_restored_is_the_newest(restore: Callable[[Article], None]) -> None:
    article = Article.objects.order_by("pk")[1]
    withdraw(article)
    assert article.sequence == 2, "withdrawing shows nothing"
    restore(article)
    article.refresh_from_db()
    assert (article.sequence, article.is_withdrawn) == (6, False)
    assert Article.objects.order_by("-sequence")[0] == article


@RESTORE
def test_what_is_visible_already_keeps_its_number(restore: Callable[[Article], None]) -> None:
    before = sequences()
    for article in Article.objects.all():
        restore(article)
        article.refresh_from_db()
        article.headline = "Changed"
        article.save()
    Article.objects.update(agency="Changed")
    assert sequences() == before


def test_a_clock_that_is_set_back_makes_no_difference() -> None:
    past = timezone.now() - dt.timedelta(days=1000)
    with mock.patch("django.utils.timezone.now", return_value=past):
        article = new("a")
        article.save()
    assert article.created_at == past
    assert Article.objects.order_by("-sequence")[0] == article


def test_a_number_is_never_given_twice() -> None:
    article = new("a")
    article.save()
    article.delete()
    later = new("b")
    later.save()
    assert later.sequence == 7


def test_a_number_that_was_given_in_a_transaction_that_failed_is_given_again() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        new("a").save()
        raise RuntimeError
    later = new("b")
    later.save()
    assert later.sequence == 6


@pytest.mark.usefixtures("index_folder")
def test_of_two_writers_at_once_nobody_who_reads_on_misses_an_article() -> None:
    """A reader asks again and again for what is above the greatest number that it has seen."""
    writing = threading.Barrier(3)
    failures: list[BaseException] = []

    def write(prefix: str) -> None:
        writing.wait()
        try:
            for number in range(10):
                with transaction.atomic():
                    for part in "ab":
                        new(f"{prefix}{number}{part}").save()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    with mock.patch("search.index.outbox.drain_after_commit"):
        writers = [threading.Thread(target=write, args=(prefix,)) for prefix in "xy"]
        for each in writers:
            each.start()
        writing.wait()
        seen: list[int] = []
        last = 5
        while True:
            done = not any(each.is_alive() for each in writers)
            rows = Article.objects.filter(sequence__gt=last).order_by("sequence")
            found = list(rows.values_list("pk", "sequence"))
            if found:
                seen += [key for key, _ in found]
                last = found[-1][1]
            if done:
                break
        for each in writers:
            each.join()
    assert failures == []
    assert len(seen) == len(set(seen)) == 40
    assert last == 45
