"""The outbox keeps the index in step with the table, even after failures."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.ingest.ingest import Outcome
from articles.models import Article, Capture, Outlet, Reading
from articles.runs import run
from search.engines import get_engine
from search.engines.base import EngineAway, EngineUnavailable, State, Turn
from search.index import draining, outbox, waiting
from search.index.differences import differences
from search.index.documents import documents
from search.language.parsing import parse
from search.models import OutboxEntry
from search.query.clauses import Query
from search.query.document import Document
from search.text.languages import Languages

pytestmark = pytest.mark.django_db(transaction=True)

IN_STEP: dict[str, list[int]] = {"missing": [], "extra": [], "outdated": []}


def found(text: str) -> set[int]:
    return {hit.id for hit in get_engine().search(Query((parse(text).clause,)), size=100).hits}


def _retitle(article: Article) -> None:
    article.headline = "Zebra crossing painted"
    article.save()


def _retitle_in_bulk(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(headline="Zebra crossing painted")


def _bulk_update(article: Article) -> None:
    article.headline = "Zebra crossing painted"
    Article.objects.bulk_update([article], ["headline"])


@pytest.mark.usefixtures("seeds")
class TestEveryWritePath:
    @pytest.mark.parametrize("change", [_retitle, _retitle_in_bulk, _bulk_update])
    def test_a_change_is_found_by_the_next_search(self, change: Callable[[Article], None]) -> None:
        article = Article.objects.order_by("pk")[2]
        assert found("zebra") == set()
        change(article)
        assert found("zebra") == {article.pk}
        assert differences() == IN_STEP

    def test_a_renamed_outlet_is_found_by_its_new_name(self) -> None:
        outlet = Outlet.objects.get(slug="tass")
        outlet.name = "Zebra News"
        outlet.save()
        assert found("outlet:zebra") == set(outlet.article_set.values_list("pk", flat=True))

    def test_merged_outlets_articles_are_found_by_both_names(self) -> None:
        heir = Outlet.objects.create(name="Zebra News")
        tass = Outlet.objects.get(slug="tass")
        moved = set(tass.article_set.values_list("pk", flat=True))
        own = Article.objects.exclude(outlet=tass).order_by("pk")[0]
        own.outlet = heir
        own.save()
        tass.merge_into(heir)
        assert found("outlet:zebra") == found("outlet:tass") == {*moved, own.pk}

    def test_a_withdrawn_article_leaves_and_a_restored_one_returns(self) -> None:
        (pk,) = found("codenamed")
        Article.objects.filter(pk=pk).update(withdrawn_at=timezone.now())
        assert found("codenamed") == set()
        Article.objects.filter(pk=pk).update(withdrawn_at=None)
        assert found("codenamed") == {pk}

    def test_a_deleted_article_leaves(self) -> None:
        (pk,) = found("codenamed")
        article = Article.objects.get(pk=pk)
        article.captures.update(article=None)
        article.delete()
        assert found("codenamed") == set()
        assert differences() == IN_STEP

    def test_a_change_that_is_rolled_back_is_not_indexed(self) -> None:
        article = Article.objects.order_by("pk")[2]
        with pytest.raises(RuntimeError), transaction.atomic():
            _retitle(article)
            raise RuntimeError
        assert found("zebra") == set()
        assert not OutboxEntry.objects.exists()


@pytest.mark.usefixtures("seeds")
class TestDraining:
    def test_an_engine_that_fails_loses_no_change(self) -> None:
        with mock.patch.object(
            type(get_engine()), "update", side_effect=EngineUnavailable("disk full")
        ):
            _retitle(Article.objects.order_by("pk")[2])
        assert Article.objects.filter(headline="Zebra crossing painted").exists()
        assert OutboxEntry.objects.count() == 1
        assert len(differences()["outdated"]) == 1
        assert draining.drain() == 1
        assert len(found("zebra")) == 1
        assert differences() == IN_STEP

    def test_a_drain_that_finds_the_lock_taken_leaves_the_entries(self) -> None:
        with get_engine().writing() as turn:
            assert turn is Turn.OURS
            with mock.patch.object(outbox, "drain"):
                _retitle(Article.objects.order_by("pk")[2])
            assert draining.drain(wait=0.05) == 0
            assert OutboxEntry.objects.count() == 1
        assert draining.drain() == 1

    def test_a_save_does_not_wait_for_a_rebuild(self) -> None:
        began = time.monotonic()
        with get_engine().writing(rebuilding=True):
            _retitle(Article.objects.order_by("pk")[2])
            assert time.monotonic() - began < get_engine().patience / 2
            assert OutboxEntry.objects.count() == 1
        assert draining.drain() == 1

    def test_a_save_waits_for_another_writer_as_long_as_the_engine_says(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with get_engine().writing():
            for patience in (1.0, 0.0):
                monkeypatch.setattr(type(get_engine()), "patience", patience)
                began = time.monotonic()
                _retitle(Article.objects.order_by("pk")[2])
                assert (time.monotonic() - began >= 1.0) == (patience == 1.0)
            assert OutboxEntry.objects.count() == 2
        assert draining.drain() == 2

    def test_a_transaction_of_many_changes_drains_once(self) -> None:
        with mock.patch.object(outbox, "drain") as drain, transaction.atomic():
            for article in Article.objects.all():
                article.agency = "Zebra Press"
                article.save()
        assert drain.call_count == 1
        assert draining.drain() == 5

    def test_a_change_after_a_savepoint_was_rolled_back_is_settled_too(self) -> None:
        first, second = Article.objects.order_by("pk")[:2]
        with transaction.atomic():
            with pytest.raises(RuntimeError), transaction.atomic():
                _retitle(first)
                raise RuntimeError
            _retitle(second)
        assert found("zebra") == {second.pk}

    def test_each_transaction_drains_even_after_one_that_was_rolled_back(self) -> None:
        with pytest.raises(RuntimeError), transaction.atomic():
            _retitle(Article.objects.order_by("pk")[0])
            raise RuntimeError
        for article in Article.objects.order_by("pk")[:2]:
            with mock.patch.object(outbox, "drain") as drain, transaction.atomic():
                _retitle(article)
            assert drain.call_count == 1

    def test_the_index_follows_a_table_restored_to_an_earlier_state(self) -> None:
        article = Article.objects.order_by("pk")[2]
        for _ in range(3):
            _retitle(article)
        rows = Article.objects.filter(pk=article.pk)
        QuerySet.update(rows, headline="Ferries", version=1)
        OutboxEntry.objects.create(article_id=article.pk)
        draining.drain()
        assert found("zebra") == set()
        assert differences() == IN_STEP

    def test_a_readers_request_settles_a_little_and_rebuilds_nothing(
        self, index_folder: Path
    ) -> None:
        with mock.patch.object(outbox, "drain"):
            Article.objects.all().touch()
        with (
            mock.patch.object(outbox, "IN_PASSING", 2),
            mock.patch.object(outbox, "LATE", dt.timedelta(0)),
        ):
            assert outbox.drain_in_passing()
        assert OutboxEntry.objects.count() == 3
        shutil.rmtree(index_folder)
        assert outbox.drain_in_passing()
        assert get_engine().status().state is State.MISSING

    def test_readers_do_not_wait_again_and_again_for_an_engine_that_is_slow(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with mock.patch.object(outbox, "drain"):
            Article.objects.all().touch()

        def slow(**options: object) -> int:
            time.sleep(0.02)
            raise EngineAway("It did not answer in time.")

        monkeypatch.setattr(outbox, "LATE", dt.timedelta(0))
        monkeypatch.setattr(outbox, "SECONDS_IN_PASSING", 0.02)
        monkeypatch.setattr(outbox._resting, "until", 0.0)
        with mock.patch.object(outbox, "drain", side_effect=slow) as drain:
            assert outbox.drain_in_passing()
            assert outbox.drain_in_passing()
            assert drain.call_count == 1
            monkeypatch.setattr(outbox, "REST", 0.0)
            monkeypatch.setattr(outbox._resting, "until", 0.0)
            assert outbox.drain_in_passing()
            assert outbox.drain_in_passing()
            assert drain.call_count == 3
        assert not outbox.drain_in_passing()

    def test_a_large_archive_without_index_is_left_to_reindex(self, index_folder: Path) -> None:
        shutil.rmtree(index_folder)
        with mock.patch.object(outbox, "SMALL", 4):
            _retitle(Article.objects.order_by("pk")[2])
        assert get_engine().status().state is State.MISSING
        draining.drain()
        assert differences() == IN_STEP

    def test_a_capture_that_is_damaged_stays_findable_by_its_facts(self) -> None:
        (pk,) = found("codenamed")
        Capture.objects.filter(article=pk).update(compressed=b"damaged")
        Reading.objects.filter(capture__article=pk).update(compressed=b"damaged")
        _retitle(Article.objects.get(pk=pk))
        assert found("zebra") == {pk}
        assert differences() == IN_STEP

    def test_an_engine_that_breaks_never_breaks_a_save(self) -> None:
        with mock.patch.object(type(get_engine()), "update", side_effect=RuntimeError("bug")):
            _retitle(Article.objects.order_by("pk")[2])
        assert Article.objects.filter(headline="Zebra crossing painted").exists()
        assert OutboxEntry.objects.count() == 1

    def test_entries_of_a_drain_that_died_are_settled_again_without_duplicates(self) -> None:
        with (
            mock.patch.object(draining, "_settle", side_effect=SystemExit),
            pytest.raises(SystemExit),
        ):
            _retitle(Article.objects.order_by("pk")[2])
        assert OutboxEntry.objects.count() == 1
        draining.drain()
        assert len(found("zebra")) == 1
        assert get_engine().search(Query(), size=0).total == 5

    def test_a_missing_index_is_built_from_the_table(self, index_folder: Path) -> None:
        shutil.rmtree(index_folder)
        _retitle(Article.objects.order_by("pk")[2])
        assert differences() == IN_STEP
        assert get_engine().search(Query(), size=0).total == 5

    def test_a_change_during_a_rebuild_is_in_the_new_index(self) -> None:
        article = Article.objects.order_by("pk")[2]

        def documents_then_change(rows: QuerySet[Article]) -> Iterator[Document]:
            yield from list(documents(rows))
            if not OutboxEntry.objects.exists():
                with mock.patch.object(outbox, "drain"):
                    _retitle(article)

        with mock.patch.object(draining, "documents", documents_then_change):
            draining.rebuild()
        assert found("zebra") == {article.pk}
        assert differences() == IN_STEP
        assert not OutboxEntry.objects.exists()


def test_an_ingest_drains_once_a_batch_and_not_per_file(
    ingest_paths: Callable[..., list[Outcome]], tmp_path: Path
) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"Note {number}: the ferry was late on Monday.")
    engine = type(get_engine())
    with mock.patch.object(engine, "update", autospec=True, side_effect=engine.update) as update:
        ingest_paths(tmp_path)
    assert update.call_count <= 3
    assert get_engine().search(Query(), size=0).total == 30


@pytest.mark.usefixtures("seeds")
class TestRuns:
    """An ingest or an extraction drains its changes in large batches and at its end."""

    def test_changes_of_a_run_are_settled_at_its_end(self) -> None:
        with run():
            _retitle(Article.objects.order_by("pk")[2])
            assert found("zebra") == set()
        assert len(found("zebra")) == 1
        assert differences() == IN_STEP

    def test_a_run_that_fails_is_settled_too(self) -> None:
        with pytest.raises(ZeroDivisionError), run():
            _retitle(Article.objects.order_by("pk")[2])
            raise ZeroDivisionError
        assert len(found("zebra")) == 1

    @pytest.mark.parametrize(
        ("name", "value"), [("RUN_BATCH", 1), ("RUN_AGE", dt.timedelta(0))], ids=["many", "old"]
    )
    def test_many_or_old_entries_are_settled_within_the_run(self, name: str, value: object) -> None:
        with mock.patch.object(outbox, name, value), run():
            _retitle(Article.objects.order_by("pk")[2])
            assert len(found("zebra")) == 1

    def test_a_readers_request_leaves_many_entries_to_the_run(self) -> None:
        with mock.patch.object(outbox, "drain"):
            Article.objects.all().touch()
        with mock.patch.object(outbox, "IN_PASSING", 2):
            assert outbox.drain_in_passing()
        assert OutboxEntry.objects.count() == 5


@pytest.mark.usefixtures("seeds")
def test_an_article_whose_language_is_corrected_is_analysed_in_the_new_one() -> None:
    article = Article.objects.order_by("pk")[0]
    article.body = "Die Häuser brannten."
    article.save()

    def found_in_languages() -> set[int]:
        clause = parse("Haus", Languages.of(get_engine().languages())).clause
        return {hit.id for hit in get_engine().search(Query((clause,))).hits}

    assert found_in_languages() == set()
    article.language = "de-AT"
    article.save()
    assert get_engine().languages()["de"] == 1
    assert found_in_languages() == {article.pk}
    assert differences() == IN_STEP


@pytest.mark.usefixtures("seeds")
def test_what_waits_is_not_searchable_yet_and_all_before_it_is() -> None:
    first, second, third, *_ = Article.objects.order_by("sequence")
    assert waiting.searchable_up_to() == 5
    OutboxEntry.objects.create(article_id=third.pk)
    OutboxEntry.objects.create(article_id=second.pk)
    OutboxEntry.objects.create(article_id=10**6)  # of an article that was deleted
    assert waiting.searchable_up_to() == first.sequence
    # Who has read up to a number knows those before it, whatever is done with them now.
    assert [waiting.searchable_up_to(after) for after in (1, 2, 3, 5)] == [1, 2, 5, 5]
    draining.drain()
    assert waiting.searchable_up_to() == 5
