"""`manage.py extract`: its output, what it stores, and what it leaves unchanged."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.facts import pins
from articles.ingest.ingest import Outcome
from articles.models import Article, MachineChange, Outlet

STORY = """Ferry {name} sails again

PORTO, March 4, 2020. /TASS/. The ferry {name} sailed again on Wednesday, with passengers of \
{name} who had waited for {name} for weeks.
"""

pytestmark = pytest.mark.django_db

Make = Callable[[str], Article]


@pytest.fixture
def wrong(write: Callable[..., Path], ingest_paths: Callable[..., list[Outcome]]) -> Make:
    """Makes an article whose agency and headline an earlier rule read wrongly."""

    def make(name: str) -> Article:
        (outcome,) = ingest_paths(write(f"{name}.txt", STORY.format(name=name)))
        assert outcome.article is not None
        rows = Article.objects.filter(pk=outcome.article.pk)
        machine = outcome.article.extracted | {"agency": "Nobody", "headline": "Wrong"}
        rows.update(agency="Nobody", headline="Wrong", extracted=machine)
        return rows.get()

    return make


def extract(*arguments: str) -> tuple[list[str], str]:
    """Return the lines of standard output, and the summary on standard error."""
    out, err = StringIO(), StringIO()
    call_command("extract", *arguments, stdout=out, stderr=err, no_color=True)
    return out.getvalue().splitlines(), err.getvalue().strip()


def test_a_dry_run_lists_each_change_and_the_counts_and_stores_nothing(wrong: Make) -> None:
    article = wrong("Alba")
    wrong("Berta")
    output, summary = extract("--dry-run")
    assert [line.partition("  (")[0] for line in output[:3]] == [
        f"{article.public_id}  Wrong",
        "  agency: 'Nobody' -> 'TASS'",
        "  headline: 'Wrong' -> 'Ferry Alba sails again'",
    ]
    assert output[2].endswith("(line most like a headline)")
    assert summary == ("2 read, 2 would change: agency 2, headline 2 (dry run: nothing was stored)")
    assert set(Article.objects.values_list("headline", flat=True)) == {"Wrong"}
    assert not MachineChange.objects.exists()


def test_a_run_stores_and_logs_what_the_dry_run_listed(wrong: Make) -> None:
    article = wrong("Alba")
    output, _ = extract("--dry-run")
    done, summary = extract()
    assert done[1:] == output[1:]
    assert summary == "1 read, 1 changed: agency 1, headline 1"
    assert Article.objects.get(pk=article.pk).headline == "Ferry Alba sails again"
    assert MachineChange.objects.filter(cause="extraction").count() == 2
    assert extract() == ([], "1 read, 0 changed")


def test_with_a_field_only_that_fact_and_its_evidence_change(wrong: Make) -> None:
    article = wrong("Alba")
    findings = [each for each in article.findings if each["field"] != "agency"]
    Article.objects.filter(pk=article.pk).update(findings=findings)
    output, summary = extract("--field", "headline")
    row = Article.objects.get(pk=article.pk)
    assert (row.headline, row.agency) == ("Ferry Alba sails again", "Nobody")
    assert (row.extracted["headline"], row.extracted["agency"]) == (row.headline, "Nobody")
    assert "agency" not in {each["field"] for each in row.findings}
    assert "body" in {each["field"] for each in row.findings}
    assert len(output) == 2
    assert summary == "1 read, 1 changed: headline 1"


def test_the_field_option_may_be_repeated(wrong: Make) -> None:
    wrong("Alba")
    _, summary = extract("--field", "agency", "--field", "headline", "--field", "published")
    assert summary == "1 read, 1 changed: agency 1, headline 1"


def test_pinned_values_stay(wrong: Make) -> None:
    article = wrong("Alba")
    pins.pin(article, "headline", "ana")
    article.save()
    output, summary = extract()
    assert Article.objects.get(pk=article.pk).headline == "Wrong"
    assert "headline" not in " ".join(output[1:])
    assert summary == "1 read, 1 changed: agency 1"


def test_with_the_outlet_option_only_its_articles_are_read(wrong: Make) -> None:
    mine, other = wrong("Alba"), wrong("Berta")
    post = Outlet.objects.create(name="The Harbour Post")
    Article.objects.filter(pk=mine.pk).update(outlet=post)
    Article.objects.filter(pk=other.pk).update(outlet=None)
    _, summary = extract("--outlet", "the-harbour-post", "--dry-run", "--field", "agency")
    assert summary.startswith("1 read, 1 would change: agency 1")
    _, summary = extract("--outlet", "unknown", "--dry-run", "--field", "agency")
    assert summary.startswith("1 read")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--outlet", "harbour-pots"], "no outlet “harbour-pots”. Did you mean harbour-post?"),
        (["--outlet", "zzz"], "no outlet “zzz”"),
        (["--field", "title"], "no fact “title”. The facts are: outlet, agency, headline"),
        (["--field", ""], "no fact “”"),
    ],
)
def test_unknown_outlets_and_fields_are_errors(arguments: list[str], words: str) -> None:
    Outlet.objects.create(name="Harbour Post")
    with pytest.raises(CommandError) as error:
        extract(*arguments)
    assert words in str(error.value)
