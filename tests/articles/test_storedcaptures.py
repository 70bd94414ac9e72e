"""A stored capture that takes too long to read or to extract from fails alone, wherever it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles import storedcaptures, workers
from articles.extraction.furniture import Learnt
from articles.facts import pins
from articles.facts.reading import extraction_from
from articles.ingest.ingest import Outcome
from articles.limits import Limits
from articles.models import Article, LineKeys, Outlet
from articles.readers import Failure
from articles.reextraction import extract_all
from tests.samples import sampled

STORY = """Ferry {name} sails again

PORTO, March 4, 2020. /TASS/. The ferry {name} sailed again on Wednesday, with passengers of \
{name} who had waited for {name} for weeks.
"""
GIVEN_UP = "given up after 0.5 seconds (INGEST_MAX_SECONDS)"

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles(
    write: Callable[..., Path], ingest_paths: Callable[..., list[Outcome]], settings: Any
) -> list[Article]:
    """Three articles with a wrong headline, as if the rules had changed."""
    names = ("Alba", "Berta", "Clara")
    paths = [write(f"{name}.txt", STORY.format(name=name)) for name in names]
    made = [outcome.article for outcome in ingest_paths(*paths)]
    Article.objects.update(headline="Wrong")
    settings.INGEST_MAX_SECONDS = 0.5
    return [each for each in made if each]


@pytest.fixture
def stuck(articles: list[Article], monkeypatch: pytest.MonkeyPatch) -> Article:
    """One of the articles, for whose text a rule never ends."""
    rules = extraction_from

    def never_end(layout: Any, text: str, *args: Any, **named: Any) -> Any:
        while "Berta" in text:
            pass
        return rules(layout, text, *args, **named)

    monkeypatch.setattr(storedcaptures, "extraction_from", never_end)
    return articles[1]


def output(*typed: str) -> str:
    """All that a command prints, with the sentence that ends it."""
    out, end = io.StringIO(), ""
    try:
        call_command(*typed, stdout=out, stderr=out)
    except CommandError as error:
        end = str(error)
    return out.getvalue() + end


@pytest.mark.parametrize(
    "typed", sampled(["extract", "extract --read-again", "extract --dry-run"], ["extract"])
)
def test_extract_leaves_it_and_goes_on(stuck: Article, typed: str) -> None:
    said = output(*typed.split())
    assert f"Article {stuck.public_id} was not extracted. It was {GIVEN_UP}" in said
    assert said.count("headline: 'Wrong' -> ") == 2
    assert Article.objects.filter(headline="Wrong").count() == (3 if "dry" in typed else 1)


@pytest.mark.slow
def test_learn_counts_the_lines_of_the_others(
    stuck: Article, caplog: pytest.LogCaptureFixture
) -> None:
    LineKeys.objects.all().delete()
    output("learn")
    assert GIVEN_UP in caplog.text
    assert set(LineKeys.objects.values_list("article", flat=True)) == set(
        Article.objects.exclude(pk=stuck.pk).values_list("pk", flat=True)
    )


@pytest.mark.slow
def test_a_check_names_it(stuck: Article) -> None:
    said = output("check_archive", "--all")
    assert f"Article {stuck.public_id} could not be extracted again. It was {GIVEN_UP}" in said
    assert said.count("has another headline than its rules found") == 3


@pytest.mark.slow
def test_an_action_in_admin_names_it(stuck: Article, admin_client: Client) -> None:
    keys = list(Article.objects.values_list("pk", flat=True))
    form = {"action": "extract_again", "_selected_action": keys}
    assert GIVEN_UP in admin_client.post("/admin/articles/article/", form).text
    done = admin_client.post("/admin/articles/article/", {**form, "confirmed": "y"}, follow=True)
    assert f"Article {stuck.public_id} was not extracted." in done.text
    assert list(Article.objects.filter(headline="Wrong")) == [stuck]


def test_it_is_given_up_in_a_thread_of_a_server_too(stuck: Article) -> None:
    job = storedcaptures.job_of(stuck.capture)
    task = storedcaptures.StoredExtractor(Limits(seconds=0.5), Learnt())
    with ThreadPoolExecutor(1) as thread:
        result = thread.submit(task.result, job).result(timeout=30)
    assert isinstance(result, Failure)
    assert GIVEN_UP in result.reason


def test_many_are_extracted_by_worker_processes(
    articles: list[Article], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.INGEST_MAX_SECONDS, settings.INGEST_PROCESSES = 30, 2
    monkeypatch.setattr(workers, "BEFORE_WORKERS", 1)
    done = dict(extract_all(Article.objects.all()))
    assert list(done) == [each.pk for each in articles]
    assert [[change.new for change in made] for made in done.values()] == [
        [f"Ferry {name} sails again"] for name in ("Alba", "Berta", "Clara")
    ]


def test_an_outlet_that_is_pinned_meanwhile_is_obeyed(
    articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = extraction_from
    outlets: list[str] = []

    def pinned_meanwhile(*args: Any, outlet: str = "", **named: Any) -> Any:
        if not outlets:
            row = Article.objects.get(pk=articles[0].pk)
            pins.edit(row, "outlet", Outlet.objects.create(name="The Other Post"), "ana")
            row.save()
        outlets.append(outlet)
        return rules(*args, outlet=outlet, **named)

    monkeypatch.setattr(storedcaptures, "extraction_from", pinned_meanwhile)
    list(extract_all(Article.objects.all()))
    assert outlets == ["", "", "", "The Other Post"]
