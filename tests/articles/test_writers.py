"""Two processes that write at the same time decide as if one came after the other.

SQLite lets one write at a time. On PostgreSQL both would decide by what they have read before the
other's commit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unittest import mock

import pytest
from django.db import connection

from articles.ingest import storing
from articles.ingest.ingest import ingest
from articles.learning import learning
from articles.models import Article, Capture, Outlet, Snapshot
from articles.models import outlets as outlets_module
from articles.readers import find
from newsarchive.transactions import writing
from tests.articles.facts.test_neighbours import OPEN, STATED, pilots
from tests.paths import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

#: Modules with transactions that take no turn, and why.
WITHOUT_A_TURN = {
    "articles/admin/corrections.py": "it stores what is to be done, not its result",
    "articles/ingest/storing.py": "savepoints within one that does",
    "articles/bulk/work.py": "they create work, or set its state by a condition",
    "articles/trigrams.py": "it creates an extension of the database",
}

#: Seconds that the first to arrive waits for the other, which cannot come where one waits its turn.
LONG_ENOUGH = 0.3

STORY = "Ferry {name} sails again\n\n4 March 2020\n\nThe ferry {name} sailed with many people.\n"


@contextmanager
def met(module: Any, name: str) -> Iterator[None]:
    """Both threads are at the same time where this function has returned, if that can be."""
    barrier, real = threading.Barrier(2), getattr(module, name)

    def run(*args: Any, **kwargs: Any) -> Any:
        result = real(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(LONG_ENOUGH)
        return result

    with mock.patch.object(module, name, run):
        yield


def at_once(*tasks: Callable[[], object]) -> None:
    """Run each in a thread and wait for all; raises the first error."""
    errors: list[BaseException] = []

    def run(task: Callable[[], object]) -> None:
        try:
            task()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_one_story_in_two_ingests_is_one_article(write: Any) -> None:
    text = STORY.format(name="Alba")
    paths = write("unix/a.txt", text), write("windows/a.txt", text.replace("\n", "\r\n"))
    with met(storing, "new_among"):
        at_once(*(lambda path=path: list(ingest(find([path]))) for path in paths))
    assert (Article.objects.count(), Capture.objects.count()) == (1, 2)


def test_two_processes_that_learn_make_one_snapshot(write: Any) -> None:
    notice = "Follow our harbour page for all the sailing times that you need on your way to work."
    for number, name in enumerate(("Alba", "Berta", "Clara", "Dora")):
        head = f"Ferry {name} sails\n\nPORTO, March {number + 2}, 2020. /TASS/. Ferry {name} left."
        list(ingest(find([write(f"{name}.txt", f"{head}\n\n{notice}\n\nThe {name} returns.\n")])))
    Snapshot.objects.all().delete()
    with met(learning, "_snapshot_and_rulings"):
        at_once(lambda: learning.learn("one"), lambda: learning.learn("another"))
    assert Snapshot.objects.count() == 1


def test_a_date_is_settled_by_a_neighbour_that_is_stored_at_the_same_time(write: Any) -> None:
    paths = write("open.txt", OPEN), write("stated.txt", STATED.format(year=2021))
    with met(storing, "settle_sharing"):
        at_once(*(lambda path=path: list(ingest(find([path]))) for path in paths))
    assert str(pilots().published_date) == "2021-06-08"


def test_two_outlets_of_one_name_get_slugs_of_their_own() -> None:
    def create(name: str) -> Callable[[], object]:
        return lambda: Outlet.objects.create(name=name)

    with met(outlets_module, "slugify"):
        at_once(create("The Quay"), create("The, Quay"))
    assert set(Outlet.objects.values_list("slug", flat=True)) == {"the-quay", "the-quay-2"}


def test_changes_of_the_same_articles_in_another_order_do_not_block_each_other(write: Any) -> None:
    for name in ("Alba", "Berta"):
        list(ingest(find([write(f"{name}.txt", STORY.format(name=name))])))
    keys = list(Article.objects.values_list("pk", flat=True))
    barrier = threading.Barrier(2)

    def touch(*keys: int) -> None:
        with writing():
            for key in keys:
                Article.objects.filter(pk=key).touch()
                with suppress(threading.BrokenBarrierError):
                    barrier.wait(LONG_ENOUGH)

    at_once(lambda: touch(*keys), lambda: touch(*reversed(keys)))
    assert set(Article.objects.values_list("version", flat=True)) == {3}


def test_whatever_changes_the_archive_takes_its_turn() -> None:
    """A row that is locked before the turn is waited for by whoever has it."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "articles").rglob("*.py")
        if "transaction.atomic" in path.read_text() and "migrations" not in path.parts
    }
    assert found == set(WITHOUT_A_TURN)
