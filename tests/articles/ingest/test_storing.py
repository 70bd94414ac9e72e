"""Storing a batch has the same outcomes as storing its files one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from articles.extraction.furniture import Learnt
from articles.ingest.identity import identify, new_among
from articles.ingest.incoming import Extractor, Incoming, jobs_of
from articles.ingest.ingest import Kind, Outcome
from articles.ingest.storing import store_batch
from articles.limits import Limits
from articles.models import Article, Capture, LineKeys, Passage, SeenPath
from articles.models.textkeys import PassageQuerySet
from articles.readers import find
from search.index.differences import differences

Write = Callable[[str, str | bytes], Path]
Ingest = Callable[..., list[Outcome]]

pytestmark = pytest.mark.django_db(transaction=True)


def story(number: int) -> str:
    return f"""Ferry {number} leaves the harbour late

{1 + number % 28} May 2021

/TASS/. Ferry {number} left the harbour late on Monday because its captain, who had come late himself, had lost
the only key to the bridge and would not have it broken open by anybody but the master of the harbour.

Passengers of line {number} waited for an hour and were given tea by the harbour master and his daughter.
"""


def kinds(outcomes: Sequence[Outcome]) -> list[str]:
    return [str(outcome.kind) for outcome in outcomes]


def incoming(*paths: Path) -> list[Incoming]:
    extractor = Extractor(Limits(), Learnt())
    jobs = jobs_of(find(paths), extractor.limits)
    done = [each for job in jobs for each in extractor.results(job)]
    return [each for each in done if isinstance(each, Incoming)]


def stored() -> dict[str, object]:
    """Return everything that an ingest stored, without primary keys, times and sequence numbers,
    which are never given twice."""
    articles = Article.objects.order_by("public_id")
    names = {each.pk: each.public_id for each in articles}
    left_out = ("id", "capture_id", "outlet_id", "created_at", "changed_at", "sequence")
    return {
        "articles": [
            {name: value for name, value in row.items() if name not in left_out}
            for row in articles.values()
        ],
        "outlets": [str(each.outlet) for each in articles.select_related("outlet")],
        "captures": sorted(
            (row.sha256, row.comparison_key, row.raw, row.kind, names[row.article_id or 0])
            for row in Capture.objects.all()
        ),
        "current": {each.public_id: each.capture.sha256 for each in articles},
        "paths": sorted(SeenPath.objects.values_list("path", "capture__sha256")),
        "passages": sorted((names[each.article_id], each.key) for each in Passage.objects.all()),
        "lines": sorted(
            (names[each.article_id], bytes(each.story), bytes(each.around))
            for each in LineKeys.objects.all()
        ),
    }


def forget() -> None:
    Capture.objects.update(article=None)
    Article.objects.all().delete()
    Capture.objects.all().delete()


def test_storing_in_bulk_gives_the_same_result_as_storing_one_by_one(
    write: Write, ingest_paths: Ingest
) -> None:
    paths = [write(f"{number}.txt", story(number)) for number in range(6)]
    paths += [write("twin.txt", story(2)), write("page.html", f"<p>{story(9)}</p>")]
    assert kinds(ingest_paths(*paths)) == ["created"] * 6 + ["duplicate", "created"]
    together = stored()
    assert differences() == {"missing": [], "extra": [], "outdated": []}
    forget()
    for path in paths:
        with mock.patch("articles.ingest.storing.new_among", return_value=[]):
            ingest_paths(path)
    assert stored() == together


def test_many_new_files_take_few_queries(write: Write) -> None:
    counts = []
    for size in (5, 40):
        batch = incoming(*(write(f"{size}-{n}.txt", story(100 * size + n)) for n in range(size)))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert kinds(store_batch(batch)) == ["created"] * size
        counts.append(sum(bool(re.match("SELECT|UPDATE", each["sql"])) for each in asked))
    assert counts[1] < counts[0] + 30


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"a": 1, "b": 1, "c": 2}, ["created", "duplicate", "created"], id="bytes"),
        pytest.param(
            {"a": 1, "b": (1, "\r\n"), "c": 2}, ["created", "duplicate", "created"], id="text"
        ),
        pytest.param(
            {"a": 1, "b": 2, "c": 1, "d": 1},
            ["created", "created", *["duplicate"] * 2],
            id="thrice",
        ),
    ],
)
def test_duplicates_within_a_batch_are_recognised(
    write: Write,
    ingest_paths: Ingest,
    files: dict[str, int | tuple[int, str]],
    expected: list[str],
) -> None:
    paths = []
    for name, content in files.items():
        number, end = content if isinstance(content, tuple) else (content, "\n")
        paths.append(write(f"{name}.txt", story(number).replace("\n", end).encode()))
    assert kinds(ingest_paths(*paths)) == expected
    assert Article.objects.count() == 2
    assert SeenPath.objects.count() == len(files)
    assert kinds(ingest_paths(*paths)) == ["unchanged"] * len(files)


def test_a_path_that_occurs_twice_in_a_batch_updates_its_article(write: Write) -> None:
    path = write("a.txt", story(1))
    first = incoming(path)
    write("a.txt", story(1).replace("late on Monday", "later still on Monday"))
    second = incoming(path)
    outcomes = store_batch([*first, *second, *incoming(write("b.txt", story(2)))])
    assert kinds(outcomes) == ["created", "updated", "created"]
    assert Article.objects.count() == 2
    assert Capture.objects.count() == 3


def test_public_ids_grow_if_hashes_begin_alike(write: Write) -> None:
    batch = incoming(write("a.txt", story(1)), write("b.txt", story(2)))
    with (
        mock.patch("articles.ingest.identity.SHORTEST", 0),
        mock.patch("articles.ingest.storing.SHORTEST", 0),
    ):
        assert not new_among(batch)
        store_batch(batch)
    assert sorted(map(len, Article.objects.values_list("public_id", flat=True))) == [0, 2]


def test_a_new_file_is_stored_one_by_one_if_its_short_id_is_taken(
    write: Write, ingest_paths: Ingest
) -> None:
    ingest_paths(write("a.txt", story(1)))
    (other, third) = incoming(write("b.txt", story(2)), write("c.txt", story(3)))
    Article.objects.update(public_id=other.capture.sha256[:10])
    assert new_among([other, third]) == [third]
    outcomes = store_batch([other, third])
    assert [each.article and len(each.article.public_id) for each in outcomes] == [12, 10]


def test_a_capture_known_in_any_respect_is_not_new(write: Write, ingest_paths: Ingest) -> None:
    paths = [write("a.txt", story(1)), write("b.txt", story(2)), write("c.txt", story(3))]
    ingest_paths(*paths)
    write("b.txt", story(2).replace("\n", "\r\n").encode())
    write("c.txt", story(4))
    copy = write("d.txt", story(1))
    batch = incoming(*paths, copy, write("e.txt", story(5)))
    assert [Path(each.name).name for each in new_among(batch)] == ["e.txt"]
    assert identify(batch[-1]).kind is Kind.CREATED


@pytest.mark.parametrize("bad", ["Capture", "Article", "SeenPath", "Passage", "LineKeys"])
def test_if_storing_in_bulk_fails_the_bad_file_fails_alone(
    write: Write, ingest_paths: Ingest, bad: str
) -> None:
    method = "insert" if bad == "Passage" else "_insert"
    rows_of = PassageQuerySet if bad == "Passage" else QuerySet
    real = getattr(rows_of, method)
    seen: list[int] = []

    def refuse(query: QuerySet[Any], rows: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        listed = list(rows)
        if query.model.__name__ == bad and not seen:
            seen.append(len(listed))
            raise DatabaseError("refused")
        return real(query, listed, *args, **kwargs)

    paths = [write(f"{number}.txt", story(number)) for number in range(4)]
    with mock.patch.object(rows_of, method, refuse):
        assert kinds(ingest_paths(*paths)) == ["created"] * 4
    assert seen[0] >= 4
    assert Article.objects.count() == Capture.objects.count() == SeenPath.objects.count() == 4
    assert not any(differences().values())


def test_a_row_the_database_refuses_leaves_its_neighbours(
    write: Write, ingest_paths: Ingest
) -> None:
    real = vars(QuerySet)["_insert"]

    def refuse(query: QuerySet[Any], rows: Sequence[Any], *args: Any, **kwargs: Any) -> Any:
        if any("Ferry 1 " in getattr(row, "headline", "") for row in rows):
            raise OperationalError("database or disk is full")
        return real(query, rows, *args, **kwargs)

    with mock.patch.object(QuerySet, "_insert", refuse):
        outcomes = ingest_paths(write("a.txt", story(1)), write("b.txt", story(2)))
    assert kinds(outcomes) == [Kind.FAILED, Kind.CREATED]
    assert "disk is full" in outcomes[0].error
    assert Capture.objects.count() == 1


def test_a_failed_commit_is_reported_for_every_file_of_its_batch(
    write: Write, ingest_paths: Ingest
) -> None:
    paths = [write("a.txt", story(1)), write("b.txt", story(2))]
    with mock.patch.object(connection, "_commit", side_effect=OperationalError("disk I/O error")):
        outcomes = ingest_paths(*paths)
    assert kinds(outcomes) == [Kind.FAILED, Kind.FAILED]
    assert not Article.objects.exists()
    assert kinds(ingest_paths(*paths)) == [Kind.CREATED, Kind.CREATED]


def test_logged_statements_are_discarded_with_their_batch(
    write: Write, ingest_paths: Ingest, settings: Settings
) -> None:
    settings.DEBUG = True  # otherwise Django logs no statements
    ingest_paths(*(write(f"{number}.txt", story(number)) for number in range(20)))
    assert not any("harbour master and his daughter" in each["sql"] for each in connection.queries)
