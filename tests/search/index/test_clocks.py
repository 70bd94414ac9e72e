"""Clocks that are set back or forward lose nothing: what counts is the order of rows."""

from __future__ import annotations

import datetime as dt
import importlib
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Article, SeenPath
from search.index import outbox, waiting
from search.inquiry.question import OVERDUE
from search.models import OutboxEntry
from tests.commandline import command
from tests.conftest import Ingest, kinds
from tests.samples import sampled

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = [dt.timedelta(days=-1), dt.timedelta(days=1), dt.timedelta(days=-4000)]


def clock_set(by: dt.timedelta) -> mock._patch[Callable[[], dt.datetime]]:
    """Set the clock of the archive."""
    return mock.patch.object(timezone, "now", lambda: dt.datetime.now(dt.UTC) + by)


@pytest.mark.parametrize("step", sampled(STEPS, STEPS[:1]), ids=str)
def test_a_change_that_waits_is_indexed_in_passing(
    seeds: object, client: Client, step: dt.timedelta
) -> None:
    article = Article.objects.order_by("pk")[3]
    article.headline = "A zebra crossing"
    with mock.patch.object(outbox, "drain"):
        article.save()
    with clock_set(step):
        age = waiting.oldest_age()
        assert OutboxEntry.objects.count() == 1 and age is not None and age >= dt.timedelta(0)
        client.get("/?q=zebra")
        time.sleep(OVERDUE.total_seconds() + 0.1)
        (found,) = client.get("/?q=headline:zebra").context["inquiry"].found
        assert found.article == article
        assert not OutboxEntry.objects.exists()
        assert client.get("/healthz").status_code == 200


def test_an_age_is_never_negative(seeds: object) -> None:
    with clock_set(dt.timedelta(days=1)), mock.patch.object(outbox, "drain"):
        outbox.enqueue(Article, [1])
    first = waiting.oldest_age()
    assert first is not None and first >= dt.timedelta(0)
    time.sleep(0.05)
    later = waiting.oldest_age()
    assert later is not None and later - first >= dt.timedelta(seconds=0.05)


@pytest.mark.parametrize("step", sampled(STEPS, STEPS[:1]), ids=str)
def test_a_file_that_is_back_at_its_earlier_text_changes_its_article(
    ingest_paths: Ingest, write: Callable[[str, str | bytes], Path], step: dt.timedelta
) -> None:
    beginning = "The ferry sails\n\nThe ferry sailed on Monday with all of its passengers. "
    texts = [f"{beginning}{end}\n" for end in ("It was early.", "It was late at night.")]
    steps = [dt.timedelta(0), dt.timedelta(0), step, 2 * step, 3 * step]
    for turn, by in enumerate(steps):
        with clock_set(by):
            path = write("ferry.txt", texts[turn % 2])
            assert kinds(ingest_paths(path)) == ["updated" if turn else "created"], turn
            assert Article.objects.get().body.endswith(texts[turn % 2].split("\n\n")[1].strip())
            assert kinds(ingest_paths(path)) == ["unchanged"]
    assert command("reindex", "--check").code == 0


def test_paths_that_were_ordered_by_time_are_written_again_in_that_order(
    ingest_paths: Ingest, write: Callable[[str, str | bytes], Path]
) -> None:
    for text in ("early.", "late at night.", "never."):
        ingest_paths(write("a.txt", f"The ferry sails\n\nThe ferry sailed on Monday, {text}\n"))
    first, second, third = SeenPath.objects.order_by("pk")
    SeenPath.objects.filter(pk=first.pk).update(seen_at=third.seen_at + dt.timedelta(days=1))
    migration = importlib.import_module("articles.migrations.0014_paths_in_order")
    with connection.schema_editor() as editor:
        migration.order_by_key(apps, editor)
    captures = list(SeenPath.objects.order_by("pk").values_list("capture_id", flat=True))
    assert captures == [second.capture_id, third.capture_id, first.capture_id]
