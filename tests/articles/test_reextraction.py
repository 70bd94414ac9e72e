"""Extracting again from stored captures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import reextraction, storedcaptures
from articles.extraction.findings import Extraction
from articles.facts import pins
from articles.facts.reading import extraction_from
from articles.ingest.ingest import Outcome
from articles.models import Article, MachineChange, Outlet, articles_changed

STORY = """Ferry {name} sails again

PORTO, March 4, 2020. /TASS/. The ferry {name} sailed again on Wednesday, with passengers of \
{name} who had waited for {name} for weeks.
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(
    write: Callable[..., Path], ingest_paths: Callable[..., list[Outcome]]
) -> Callable[[str], Article]:
    """Makes an article whose agency and headline an earlier rule read wrongly."""

    def make(name: str) -> Article:
        (outcome,) = ingest_paths(write(f"{name}.txt", STORY.format(name=name)))
        assert outcome.article is not None
        rows = Article.objects.filter(pk=outcome.article.pk)
        rows.update(agency="Nobody", headline="Wrong")
        return rows.get()

    return make


def test_a_preview_lists_changes_and_stores_nothing(article: Callable[[str], Article]) -> None:
    wrong = article("Alba")

    changes = {change.fact: (change.old, change.new) for change in reextraction.preview(wrong)}

    assert changes == {
        "agency": ("Nobody", "TASS"),
        "headline": ("Wrong", "Ferry Alba sails again"),
    }
    assert Article.objects.get(pk=wrong.pk).version == wrong.version


def test_extracting_again_does_what_the_preview_listed_and_logs_it(
    article: Callable[[str], Article],
) -> None:
    wrong = article("Alba")
    promised = reextraction.preview(wrong)

    assert reextraction.extract_again(wrong) == promised

    row = Article.objects.get(pk=wrong.pk)
    assert (row.agency, row.headline) == ("TASS", "Ferry Alba sails again")
    logged = MachineChange.objects.filter(cause="extraction").values_list("field", flat=True)
    assert set(logged) == {"agency", "headline"}


def test_pinned_facts_stay_and_their_machine_values_are_updated(
    article: Callable[[str], Article],
) -> None:
    pinned = article("Alba")
    pins.pin(pinned, "headline", "ana")
    pinned.extracted = pinned.extracted | {"headline": "Older"}
    pinned.save()

    made = reextraction.extract_again(pinned)

    row = Article.objects.get(pk=pinned.pk)
    assert [change.fact for change in made] == ["agency"]
    assert row.headline == "Wrong"
    assert row.extracted["headline"] == "Ferry Alba sails again"


def test_an_article_without_changes_is_not_saved(article: Callable[[str], Article]) -> None:
    right = article("Alba")
    reextraction.extract_again(right)
    version = Article.objects.get(pk=right.pk).version

    assert reextraction.extract_again(Article.objects.get(pk=right.pk)) == []
    assert Article.objects.get(pk=right.pk).version == version


def test_an_edit_made_while_the_rules_ran_is_kept(
    article: Callable[[str], Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong, extract = article("Alba"), extraction_from

    def edited_meanwhile(*args: Any, **named: Any) -> Extraction:
        row = Article.objects.get(pk=wrong.pk)
        row.headline = "A person's"
        pins.pin(row, "headline", "ana")
        row.save()
        return extract(*args, **named)

    monkeypatch.setattr(storedcaptures, "extraction_from", edited_meanwhile)
    reextraction.extract_again(wrong)

    row = Article.objects.get(pk=wrong.pk)
    assert (row.headline, row.agency) == ("A person's", "TASS")


def test_newer_bytes_stored_meanwhile_win(
    article: Callable[[str], Article],
    write: Callable[..., Path],
    ingest_paths: Callable[..., list[Outcome]],
) -> None:
    old = article("Alba")
    ingest_paths(write("Alba.txt", STORY.format(name="Alba").replace("weeks", "months")))

    assert reextraction.extract_again(old) == []
    assert "for months" in Article.objects.get(pk=old.pk).body


def test_many_articles_are_stored_in_a_transaction_per_batch(
    article: Callable[[str], Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reextraction, "BATCH", 2)
    made = [article(name) for name in ("Alba", "Boreal", "Cairo", "Delta", "Estrela")]

    done = dict(reextraction.extract_all(Article.objects.filter(agency="Nobody")))

    assert set(done) == {each.pk for each in made}
    assert {len(changes) for changes in done.values()} == {2}
    assert set(Article.objects.values_list("agency", flat=True)) == {"TASS"}
    assert [len(keys) for keys in reextraction.in_batches(Article.objects.all())] == [2, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_the_rules_run_outside_any_transaction(
    article: Callable[[str], Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong, inside, extract = article("Alba"), [], extraction_from

    def watch(*args: Any, **named: Any) -> Extraction:
        inside.append(connection.in_atomic_block)
        return extract(*args, **named)

    monkeypatch.setattr(storedcaptures, "extraction_from", watch)
    reextraction.extract_again(wrong)
    list(reextraction.extract_all(Article.objects.all()))

    assert inside == [False, False]


def test_a_date_settled_by_another_article_of_the_batch_is_no_conflict(
    write: Callable[..., Path], ingest_paths: Callable[..., list[Outcome]]
) -> None:
    passage = (
        "The ferries of the northern line had been laid up since the storm of the winter before "
        "last, when three of them broke loose and drifted out to sea."
    )
    dated, follower = (
        outcome.article
        for outcome in ingest_paths(
            write("a.txt", f"PORTO, March 4, 2020. /TASS/. The Alba sailed again. {passage}\n"),
            write("b.txt", f"PORTO, March 6. /TASS/. Another ferry sailed on Friday. {passage}\n"),
        )
    )
    assert dated is not None
    assert follower is not None
    assert str(Article.objects.get(pk=follower.pk).published) == "2020-03-06"
    Article.objects.filter(pk=dated.pk).update(published=None, published_basis="unknown")
    assert Article.objects.get(pk=follower.pk).published is None

    done = dict(reextraction.extract_all(Article.objects.all()))

    assert set(done) == {dated.pk, follower.pk}
    assert str(Article.objects.get(pk=dated.pk).published) == "2020-03-04"
    assert str(Article.objects.get(pk=follower.pk).published) == "2020-03-06"


def test_a_signal_names_each_changed_article(article: Callable[[str], Article]) -> None:
    wrong, changed = article("Alba"), []

    def listen(ids: list[int], **kwargs: Any) -> None:
        changed.extend(ids)

    articles_changed.connect(listen)
    try:
        reextraction.extract_again(wrong)
    finally:
        articles_changed.disconnect(listen)

    assert changed == [wrong.pk]


def test_an_outlet_merged_away_is_not_brought_back(article: Callable[[str], Article]) -> None:
    wrong = article("Alba")
    assert wrong.outlet is not None
    target = Outlet.objects.create(name="Harbour Gazette")
    wrong.outlet.merge_into(target)

    reextraction.extract_again(Article.objects.get(pk=wrong.pk))

    assert Article.objects.get(pk=wrong.pk).outlet == target
    assert list(Outlet.objects.all()) == [target]


def test_captures_are_queried_once_per_batch(article: Callable[[str], Article]) -> None:
    for name in ("Alba", "Berta", "Clara"):
        article(name)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(reextraction.extract_all(Article.objects.all()))) == 3
    assert sum('"compressed"' in query["sql"] for query in queries) == 1
