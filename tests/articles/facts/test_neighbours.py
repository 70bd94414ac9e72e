"""Dates inferred from articles that share a passage."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from articles.facts import pins
from articles.facts.neighbours import COMMON, RULE, keys_of
from articles.ingest.ingest import Outcome
from articles.models import Article, MachineChange, Outlet
from articles.partialdate import PartialDate

Write = Callable[[str, str | bytes], Path]
Ingest = Callable[..., list[Outcome]]

PASSAGE = (
    "The strait has been closed to ships longer than ninety metres since a grain carrier ran "
    "aground near the old lighthouse and blocked both channels for most of a week."
)
#: 8 June was a Tuesday in 2010 and 2021, so the text alone leaves the year open.
OPEN = (
    "Pilots ask for a second tug\n\n"
    "OSLO, June 8. /TASS/. Pilots of the strait asked for a second tug, their union said on "
    f"Tuesday.\n\n{PASSAGE}\n\nThe ministry gave no answer.\n"
)
STATED = f"""Strait still closed to large ships

5 June {{year}}

Ships of many flags wait at both ends of the strait for a pilot, the harbour office said.

{PASSAGE}

Nobody was hurt when the ship ran aground, and its crew was taken to a hotel on the quay.
"""

pytestmark = pytest.mark.django_db(transaction=True)


def pilots() -> Article:
    return Article.objects.get(headline__startswith="Pilots")


def test_without_neighbours_the_date_stays_open_with_candidates(
    write: Write, ingest_paths: Ingest
) -> None:
    ingest_paths(write("a.txt", OPEN))
    assert pilots().published is None
    assert {"2010-06-08", "2021-06-08"} <= set(pilots().published_candidates)


@pytest.mark.parametrize("order", [("open", "stated"), ("stated", "open")])
@pytest.mark.parametrize("at_once", [True, False])
def test_a_neighbour_decides_whichever_came_first(
    write: Write, ingest_paths: Ingest, order: tuple[str, str], at_once: bool
) -> None:
    texts = {"open": OPEN, "stated": STATED.format(year=2021)}
    paths = [write(f"{number}.txt", texts[name]) for number, name in enumerate(order)]
    outcomes = (
        ingest_paths(*paths) if at_once else [*ingest_paths(paths[0]), *ingest_paths(paths[1])]
    )
    article = pilots()
    assert str(article.published_date) == "2021-06-08"
    assert article.published_basis == "inferred"
    assert "“Strait still closed to large ships” of 5 June 2021" in article.published_why
    if at_once:
        (rehearsed,) = [o.article for o in outcomes if o.article and o.article.pk == article.pk]
        assert rehearsed.published == article.published


def test_a_dry_run_counts_its_own_files_as_neighbours(write: Write, ingest_paths: Ingest) -> None:
    outcomes = ingest_paths(
        write("a.txt", OPEN), write("b.txt", STATED.format(year=2021)), dry_run=True
    )
    dates = [str(outcome.article.published_date) for outcome in outcomes if outcome.article]
    assert dates == ["2021-06-08", "2021-06-05"]
    assert not Article.objects.exists()


def test_neighbours_that_disagree_decide_nothing(write: Write, ingest_paths: Ingest) -> None:
    ingest_paths(
        write("a.txt", OPEN),
        write("b.txt", STATED.format(year=2021)),
        write("c.txt", STATED.format(year=2010).replace("still", "again")),
    )
    assert pilots().published is None


def test_a_neighbour_of_another_season_decides_nothing(write: Write, ingest_paths: Ingest) -> None:
    ingest_paths(
        write("a.txt", OPEN), write("b.txt", STATED.format(year=2021).replace("June", "December"))
    )
    assert pilots().published is None


def test_the_day_that_a_files_time_would_give_is_left_to_a_person(
    write: Write, ingest_paths: Ingest
) -> None:
    story = STATED.format(year=2021).replace("5 June 2021", "1 day ago")
    path = write("b.txt", story.replace("Strait still closed", "Pilots wait at the strait"))
    at = dt.datetime(2021, 6, 7, 12, tzinfo=dt.UTC).timestamp()
    os.utime(path, (at, at))
    ingest_paths(write("a.txt", STATED.format(year=2021)), path)
    article = Article.objects.get(captures__paths__path=str(path))
    assert (article.published, article.published_candidates) == (None, ["2021-06-06"])


def test_inferred_dates_decide_nothing(write: Write, ingest_paths: Ingest) -> None:
    other = "The union has asked for better pay every spring since the year in which its founder left the harbour office for a seat in parliament."
    middle = OPEN.replace("The ministry", f"{other}\n\nThe ministry")
    last = middle.replace(PASSAGE, "Nobody was hurt.").replace("Pilots ask", "Crews ask")
    ingest_paths(
        write("a.txt", STATED.format(year=2021)), write("b.txt", middle), write("c.txt", last)
    )
    assert pilots().published is not None
    assert Article.objects.get(headline__startswith="Crews").published is None


class TestUndoing:
    @pytest.fixture(autouse=True)
    def both(self, write: Write, ingest_paths: Ingest) -> None:
        ingest_paths(write("a.txt", OPEN), write("b.txt", STATED.format(year=2021)))
        assert pilots().published is not None

    def neighbour(self) -> Article:
        return Article.objects.get(headline="Strait still closed to large ships")

    def test_correcting_a_neighbour_changes_the_dates_inferred_from_it(self) -> None:
        neighbour = self.neighbour()
        pins.edit_published(neighbour, PartialDate(2010, 6, 5))
        pins.pin(neighbour, "published", "ann")
        neighbour.save()
        assert str(pilots().published_date) == "2010-06-08"
        logged = MachineChange.objects.filter(article=pilots()).first()
        assert logged is not None
        assert (logged.cause, logged.field, logged.rule) == (
            "neighbours",
            "published",
            "published.neighbours",
        )

    def test_withdrawing_a_neighbour_reopens_the_date_and_restoring_it_decides_it(self) -> None:
        Article.objects.filter(pk=self.neighbour().pk).update(withdrawn_at=timezone.now())
        assert pilots().published is None
        assert pilots().published_basis == "unknown"
        assert "2021-06-08" in pilots().published_candidates
        findings = [each for each in pilots().findings if each["field"] == "published"]
        assert findings
        assert all(each["rule"] != RULE for each in findings)
        assert all(each["value"] is None for each in findings)
        Article.objects.filter(pk=self.neighbour().pk).update(withdrawn_at=None)
        assert str(pilots().published_date) == "2021-06-08"

    def test_a_persons_date_is_left_alone(self) -> None:
        article = pilots()
        pins.edit_published(article, PartialDate(2015))
        pins.pin(article, "published", "ann")
        article.save()
        Article.objects.filter(pk=self.neighbour().pk).update(withdrawn_at=timezone.now())
        assert str(pilots().published_date) == "2015"
        article = pilots()
        pins.unpin(article, "published")
        article.save()
        assert pilots().published is None

    def test_a_merge_of_outlets_leaves_dates_alone(self) -> None:
        heir = Outlet.objects.create(name="Russian agencies")
        Outlet.objects.get(slug="tass").merge_into(heir)
        assert pilots().outlet == heir
        assert str(pilots().published_date) == "2021-06-08"


def test_only_long_sentences_are_passages() -> None:
    assert keys_of("Nobody was hurt. The ministry gave no answer.") == frozenset()
    assert len(keys_of(f"Nobody was hurt. {PASSAGE}")) == 1
    assert keys_of(f"A story.\n\n{PASSAGE}") == frozenset(), "there outlets sign and disclaim"
    assert keys_of(PASSAGE) == keys_of(f"A start.\n\n{PASSAGE.upper()} An end.")


class TestMany:
    """Several open dates with one common neighbour."""

    @pytest.fixture(autouse=True)
    def three(self, write: Write, ingest_paths: Ingest) -> None:
        texts = [OPEN.replace("second", number) for number in ("second", "third", "fourth")]
        outcomes = ingest_paths(*(write(f"{n}.txt", text) for n, text in enumerate(texts)))
        assert [str(outcome.kind) for outcome in outcomes] == ["created"] * 3

    def dates(self) -> set[str]:
        rows = Article.objects.filter(headline__startswith="Pilots")
        return {str(row.published_date) for row in rows}

    def test_one_neighbour_decides_several_dates_and_reopens_them_all(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        (outcome,) = ingest_paths(write("dated.txt", STATED.format(year=2021)))
        assert str(outcome.kind) == "created"
        assert self.dates() == {"2021-06-08"}
        neighbour = Article.objects.get(headline__startswith="Strait")
        pins.edit_published(neighbour, PartialDate(2010, 6, 5))
        neighbour.save()
        assert self.dates() == {"2010-06-08"}
        Article.objects.filter(pk=neighbour.pk).update(withdrawn_at=timezone.now())
        assert self.dates() == {"None"}

    def test_a_neighbour_that_loses_the_passage_no_longer_decides(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        ingest_paths(write("dated.txt", STATED.format(year=2021)))
        assert self.dates() == {"2021-06-08"}
        dropped = STATED.format(year=2021).replace("near the old lighthouse ", "")
        (outcome,) = ingest_paths(write("dated.txt", dropped))
        assert str(outcome.kind) == "updated"
        assert self.dates() == {"None"}

    def test_a_sentence_that_many_articles_have_decides_nothing(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        dated = [
            write(f"dated{n}.txt", STATED.format(year=2021).replace("many flags", f"{n} flags"))
            for n in range(COMMON - 3)
        ]
        ingest_paths(*dated)
        assert self.dates() == {"2021-06-08"}
        ingest_paths(write("more.txt", STATED.format(year=2021).replace("many", "no")))
        assert self.dates() == {"None"}

    def test_an_edit_that_changes_no_date_settles_nothing(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        ingest_paths(write("dated.txt", STATED.format(year=2021)))
        neighbour = Article.objects.get(headline__startswith="Strait")
        versions = list(Article.objects.exclude(pk=neighbour.pk).values_list("version", flat=True))
        neighbour.agency = "TASS"
        neighbour.save()
        assert versions == list(
            Article.objects.exclude(pk=neighbour.pk).values_list("version", flat=True)
        )
