"""An ingest tells which of its articles have the same text as another article."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.admin import ingestruns
from articles.ingest.sametexts import heading, number_of_same_texts, same_texts
from articles.models import Article, IngestRun, RunOutcome
from tests.articles.stories import text

pytestmark = pytest.mark.django_db(transaction=True)

Write = Callable[[str, str | bytes], Path]


def records(*stories: tuple[str, range]) -> str:
    """Lines of JSON, each of an outlet of its own."""
    return "\n".join(
        json.dumps({"id": name, "headline": name, "outlet": name, "body": text(*of)})
        for name, of in stories
    )


@pytest.fixture
def ingested(
    write: Write, index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[str, str]]:
    """Ingests stories; returns what the command printed on both streams."""

    def run(*stories: tuple[str, range], as_json: bool = False) -> tuple[str, str]:
        capsys.readouterr()
        path = write(f"{stories[0][0]}.jsonl", records(*stories))
        call_command("ingest", str(path), *(["--json"] if as_json else []))
        out, err = capsys.readouterr()
        return out, err

    return run


def public_id(headline: str) -> str:
    return Article.objects.get(headline=headline).public_id


def test_the_command_names_each_article_once_with_the_other_one(
    ingested: Callable[..., tuple[str, str]], admin_client: Client
) -> None:
    _, err = ingested(("A", range(9)))
    assert "same text" not in err
    out, err = ingested(
        *(("B", range(9)), ("C", range(20, 29)), ("D", range(20, 29)), ("E", range(40, 49))),
        as_json=True,
    )
    assert "2 articles have the same text as another one, but for a few words at most:" in err
    assert f": the same text as {public_id('A')} (A)" in err
    assert f": the same text as {public_id('C')} (C)" in err
    told = [json.loads(line) for line in out.splitlines()]
    assert [each["outcome"] for each in told] == ["created"] * 4 + ["same text"] * 2
    assert [(each["public_id"], each["same_text_as"]) for each in told[4:]] == [
        (public_id("B"), public_id("A")),
        (public_id("D"), public_id("C")),
    ]
    run = IngestRun.objects.latest("pk")
    page = admin_client.get(f"/admin/articles/ingestrun/{run.pk}/change/").text
    assert f'href="/articles/{public_id("B")}/compare/{public_id("A")}/"' in page
    assert number_of_same_texts(run) == 2
    Article.objects.filter(headline="A").update(withdrawn_at=timezone.now())
    assert number_of_same_texts(run) == 1
    assert [each.other_id for each in same_texts(run)] == [public_id("C")]


def test_of_many_only_some_are_named(ingested: Callable[..., tuple[str, str]]) -> None:
    _, err = ingested(*((f"S{number}", range(9)) for number in range(14)))
    assert err.count(": the same text as") == 10
    assert "13 articles have the same text" in err
    assert "and 3 more, on the page of this ingest" in err


def test_the_page_of_an_ingest_reads_only_what_it_shows(
    ingested: Callable[..., tuple[str, str]], admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested(*((f"S{number:02}", range(9)) for number in range(40)))
    monkeypatch.setattr(ingestruns, "SHOWN", 3)
    run = IngestRun.objects.latest("pk")
    read: list[str] = []
    from_db = RunOutcome.from_db.__func__  # type: ignore[attr-defined]

    def reading(cls: type[RunOutcome], *row: object) -> RunOutcome:
        read.append("outcome")
        made: RunOutcome = from_db(cls, *row)
        return made

    monkeypatch.setattr(RunOutcome, "from_db", classmethod(reading))
    page = admin_client.get(f"/admin/articles/ingestrun/{run.pk}/change/").text
    assert page.count(": the same text as") == 3
    assert "and 36 more" in page
    assert "and 37 more" in page, "of all articles"
    assert len(read) == 3
    assert len(same_texts(run, 3)) == 3
    assert same_texts(run, 3) == same_texts(run)[:3]


def test_one_article_is_told_in_the_singular() -> None:
    assert heading(1).startswith("1 article has the same text as another one")
