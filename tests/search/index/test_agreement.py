"""The index and the database: of one archive and one age, or the archive says that they are not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article
from search.engines import get_engine
from search.engines.base import State
from search.engines.registry import engine_at
from search.index import agreement, draining, outbox, periodiccheck
from search.index.agreement import standing
from search.index.checks import check_index
from search.models import ArchiveState, OutboxEntry
from search.query.clauses import Query
from tests.archive import Archive
from tests.commandline import command
from tests.conftest import Ingest
from tests.paths import SEEDS
from tests.samples import sampled

pytestmark = pytest.mark.django_db(transaction=True)


def _retitle(text: str) -> None:
    article = Article.objects.shown().order_by("pk")[2]
    article.headline = text
    article.save()


def _older_database(folder: Path, index: Path) -> None:
    kept = Archive(folder).keep()
    _retitle("Changed after the backup")
    kept.restore()


def _older_index(folder: Path, index: Path) -> None:
    shutil.copytree(index, folder / "kept")
    _retitle("Changed after the backup")
    shutil.rmtree(index)
    shutil.copytree(folder / "kept", index)


def _another_copy(folder: Path, index: Path) -> None:
    """Both copies of the archive have changed once since they were one."""
    kept = Archive(folder).keep()
    shutil.copytree(index, folder / "kept")
    _retitle("Changed in one copy")
    shutil.copytree(index, folder / "changed")
    kept.restore()
    shutil.rmtree(index)
    shutil.copytree(folder / "kept", index)
    _retitle("Changed in the other copy")
    shutil.rmtree(index)
    shutil.copytree(folder / "changed", index)


def _another_archive(folder: Path, index: Path) -> None:
    """The ids and versions of the articles are equal."""
    ArchiveState.objects.update(archive="another")


def _another_empty_row(folder: Path, index: Path) -> None:
    ArchiveState.objects.all().delete()


CASES: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "an older database": (_older_database, "The database is older than the search index."),
    "an older index": (_older_index, "The search index is older than the database."),
    "another copy": (_another_copy, "come from different copies of this archive."),
    "another archive": (_another_archive, "belongs to another archive"),
    "a database without its row": (_another_empty_row, "belongs to another archive"),
}


@pytest.fixture(
    params=sampled(
        [pytest.param(case, id=name) for name, case in CASES.items()],
        ["an older index", "another archive"],
    )
)
def difference(
    request: pytest.FixtureRequest, seeds: object, index_folder: Path, tmp_path: Path
) -> str:
    make, sentence = request.param
    make(tmp_path, index_folder)
    return str(sentence)


def test_every_page_says_so_and_no_search_is_answered(difference: str, client: Client) -> None:
    article = Article.objects.shown()[0]
    for address in ("/", "/archive/", "/outlets/", "/search/help", article.get_absolute_url()):
        response = client.get(address)
        assert (response.status_code, difference in response.text) == (200, True), address
    for address in ("/?q=syria", "/?q=", "/search.csv?q=syria", "/api/search?q=syria", "/feed?q=a"):
        assert client.get(address).status_code in (503, 404), address
    assert client.get("/?q=syria").status_code == 503
    assert "manage.py reindex" in client.get("/?q=syria").text


def test_pages_of_admin_say_so(difference: str, admin_client: Client) -> None:
    for name in ("index", "articles_article_changelist", "articles_outlet_changelist"):
        assert difference in admin_client.get(reverse(f"admin:{name}")).text


def test_health_and_check_and_reindex_say_so(difference: str, client: Client) -> None:
    health = client.get("/healthz")
    assert health.status_code == 503
    assert health.json()["index"]["ok"] is False
    (message,) = check_index(None, databases=["default"])
    assert difference in message.msg and "reindex" in (message.hint or "")
    checked = command("reindex", "--check")
    assert (checked.code, difference in checked.err) == (1, True)


@pytest.mark.parametrize(
    "heal",
    [
        lambda: call_command("reindex"),
        lambda: call_command("reindex", "--if-needed"),
        lambda: call_command("drain"),
        lambda: _retitle("A person saves an article"),
        lambda: periodiccheck.look(),
    ],
    ids=["reindex", "if needed", "drain", "a save", "the watching thread"],
)
def test_it_is_healed(difference: str, heal: Callable[[], None]) -> None:
    heal()
    assert standing().state is State.READY
    assert command("reindex", "--check").code == 0
    assert not OutboxEntry.objects.exists()


def test_a_large_archive_is_not_rebuilt_by_itself(difference: str) -> None:
    with mock.patch.object(outbox, "SMALL", 1):
        periodiccheck.look()
        _retitle("A person saves an article")
    assert standing().state is State.FOREIGN


def test_the_empty_database_of_a_new_archive_does_not_use_an_older_index(
    seeds: object, empty_archive: Archive, client: Client, ingest_paths: Ingest
) -> None:
    empty_archive.restore()
    ArchiveState.objects.update(archive="new")
    assert "belongs to another archive" in client.get("/?q=syria").text
    ingest_paths(SEEDS)
    assert standing().state is State.READY
    assert client.get("/?q=syria").status_code == 200


@pytest.mark.parametrize("step", ["_put", "_settle"])
def test_a_drain_that_died_leaves_both_in_agreement(seeds: object, step: str) -> None:
    for attempt in range(3):
        with (
            mock.patch.object(draining, step, side_effect=SystemExit),
            pytest.raises(SystemExit),
        ):
            _retitle(f"Attempt {attempt}")
        assert standing().state is State.READY
    draining.drain()
    assert standing().state is State.READY
    assert ArchiveState.objects.get().next_token == ""


def test_a_rebuild_that_died_after_the_swap_leaves_both_in_agreement(seeds: object) -> None:
    with (
        mock.patch.object(draining, "_settle", side_effect=SystemExit),
        pytest.raises(SystemExit),
    ):
        draining.rebuild()
    assert standing().state is State.READY
    _retitle("Changed")
    assert command("reindex", "--check").code == 0


def test_a_commit_between_two_looks_is_no_disagreement(seeds: object, settings: Settings) -> None:
    engine = get_engine()
    before = engine.mark()
    _retitle("Changed by another process")
    after = engine.mark()
    marks = iter([before, after])
    with mock.patch.object(type(engine), "mark", lambda self: next(marks)):
        assert agreement.disagreement(engine) is None


def test_each_update_counts(seeds: object) -> None:
    before = ArchiveState.objects.get()
    _retitle("Changed")
    after = ArchiveState.objects.get()
    assert after.archive == before.archive
    assert (after.sequence, after.token != before.token) == (before.sequence + 1, True)
    mark = get_engine().mark()
    assert mark is not None
    assert (mark.archive, mark.sequence, mark.token) == (after.archive, after.sequence, after.token)


def test_two_archives_have_different_ids(seeds: object, empty_archive: Archive) -> None:
    ArchiveState.objects.all().delete()
    one = agreement.archive_state().archive
    ArchiveState.objects.all().delete()
    assert agreement.archive_state().archive != one


def test_an_index_of_another_folder_with_equal_articles_is_refused(
    seeds: object, settings: Settings, tmp_path: Path, client: Client
) -> None:
    """Its ids and versions are equal, and only its origin tells it apart."""
    settings.SEARCH_URL = f"{settings.SEARCH_URL.partition(':')[0]}://{tmp_path}/other"
    engine_at(settings.SEARCH_URL).rebuild([])
    assert client.get("/?q=syria").status_code == 503
    assert get_engine().search(Query(), size=0).total == 0


def test_a_total_does_not_count_an_article_that_was_withdrawn_a_moment_ago(
    seeds: object, client: Client
) -> None:
    total = client.get("/?q=").context["inquiry"].total
    article = Article.objects.shown()[0]
    article.withdrawn_at = timezone.now()
    with mock.patch.object(outbox, "drain"):
        article.save()
    inquiry = client.get("/?q=").context["inquiry"]
    assert (inquiry.total, len(inquiry.found)) == (total - 1, total - 1)
    assert client.get("/api/search?q=").json()["total"] == total - 1


def test_a_total_that_cannot_be_brought_up_to_date_says_so(seeds: object, client: Client) -> None:
    article = Article.objects.shown()[0]
    article.withdrawn_at = timezone.now()
    with mock.patch.object(outbox, "drain"):
        article.save()
        inquiry = client.get("/?q=").context["inquiry"]
    assert inquiry.total == len(inquiry.found) + 1
    assert any("One article was withdrawn a moment ago" in note for note in inquiry.notes)


def test_an_index_with_articles_that_the_table_lacks_is_no_answer(
    seeds: object, client: Client
) -> None:
    """Somebody has changed the table past the program."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET withdrawn_at = changed_at WHERE id = 1")
    response = client.get("/?q=")
    assert (response.status_code, "manage.py reindex" in response.text) == (503, True)
    assert client.get("/api/search?q=").status_code == 503
    call_command("reindex")
    assert client.get("/?q=").status_code == 200


@pytest.mark.sqlite
def test_the_database_is_flushed_to_the_disk_before_the_index_may_know_of_it(
    seeds: object,
) -> None:
    """SQLite's FULL (2) flushes a commit and all before it; NORMAL (1) leaves that for later."""
    levels = []
    save = ArchiveState.save

    def noting(state: ArchiveState) -> None:
        with connection.cursor() as cursor:
            levels.append(cursor.execute("PRAGMA synchronous").fetchone()[0])
        save(state)

    with mock.patch.object(ArchiveState, "save", noting):
        _retitle("Changed")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 1
    assert levels == [2, 1]  # before the index is written, and after
