"""The outcomes of an ingest: created, updated, unchanged, duplicate, failed."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone
from pytest_django import Settings

from articles.facts import pins
from articles.ingest.ingest import Kind, Outcome, ingest
from articles.models import Article, Capture, MachineChange, Outlet
from articles.readers import find

Write = Callable[[str, str | bytes], Path]
Ingest = Callable[..., list[Outcome]]

STORY = """Harbour bridge closes for repairs

12 June 2021

The council closed the harbour bridge on Monday after inspectors found cracks in two of its piers.

Engineers said that the work would take until autumn and that ferries would run every ten minutes.

Shopkeepers on the north bank asked the council for help with the rent while their street is empty.
"""
OTHER = """Museum buys a letter by its founder

3 May 2019

The city museum has bought a letter in which its founder asks a rival to lend him a stuffed walrus.

The letter was found behind a wardrobe in a guest house and sold at an auction for nine thousand crowns.
"""

QUOTED = STORY + "\nThe café’s owner – it is the last – said: “We’ll row.”\n"
PAGE = """<!doctype html><html><head><title>Harbour bridge closes for repairs</title>
<meta property="og:site_name" content="Harbour Gazette">
<meta property="article:published_time" content="2021-06-12T08:00:00Z">
<link rel="canonical" href="https://gazette.example/bridge"></head><body><article>
<h1>Harbour bridge closes for repairs</h1>
<p>The council closed the harbour bridge on Monday after inspectors found cracks in two piers.</p>
<p>Engineers said that the work would take until autumn and that ferries would run till then.</p>
</article></body></html>"""


def kinds(outcomes: list[Outcome]) -> list[Kind]:
    return [outcome.kind for outcome in outcomes]


@pytest.mark.django_db(transaction=True)
class TestIdentity:
    def test_a_new_text_is_created_and_then_unchanged(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        path = write("story.txt", STORY)
        assert kinds(ingest_paths(path)) == [Kind.CREATED]
        assert kinds(ingest_paths(path)) == [Kind.UNCHANGED]
        article = Article.objects.get()
        assert article.headline == "Harbour bridge closes for repairs"
        assert str(article.published_date) == "2021-06-12"
        assert article.version == 1
        assert article.capture.sha256.startswith(article.public_id)

    def test_the_raw_bytes_are_stored_unchanged(self, write: Write, ingest_paths: Ingest) -> None:
        data = STORY.replace("\n", "\r\n").encode("utf-8-sig")
        ingest_paths(write("story.txt", data))
        assert Capture.objects.get().raw == data
        assert Capture.objects.get().lines[0] == "Harbour bridge closes for repairs"

    def test_the_same_bytes_elsewhere_are_a_duplicate_whose_path_is_recorded(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        paths = [write("a.txt", STORY), write("b.txt", STORY)]
        assert kinds(ingest_paths(*paths)) == [Kind.CREATED, Kind.DUPLICATE]
        assert kinds(ingest_paths(*paths)) == [Kind.UNCHANGED, Kind.UNCHANGED]
        seen = Capture.objects.get().paths.values_list("path", flat=True)
        assert sorted(seen) == sorted(map(str, paths))

    @pytest.mark.parametrize(
        "variant",
        [
            pytest.param(STORY.replace("\n", "\r\n").encode(), id="CRLF"),
            pytest.param(STORY.encode("utf-8-sig"), id="BOM"),
            pytest.param(STORY.encode("utf-16"), id="UTF-16"),
            pytest.param(STORY.replace("\n", "  \n").encode(), id="trailing blanks"),
            pytest.param(STORY.rstrip("\n").encode(), id="no final newline"),
        ],
    )
    def test_other_bytes_with_the_same_lines_are_a_duplicate(
        self, write: Write, ingest_paths: Ingest, variant: bytes
    ) -> None:
        first = write("a.txt", STORY)
        assert kinds(ingest_paths(first, write("b.txt", variant))) == [
            Kind.CREATED,
            Kind.DUPLICATE,
        ]
        assert Article.objects.count() == 1
        assert Capture.objects.count() == 2
        first.write_bytes(variant)
        assert kinds(ingest_paths(first)) == [Kind.UNCHANGED]
        assert kinds(ingest_paths(first)) == [Kind.UNCHANGED]

    @pytest.mark.parametrize(
        "variant",
        [
            pytest.param(QUOTED.replace("\n\n", "\n"), id="no blank lines"),
            pytest.param(QUOTED.replace("\n\n", "\n\n\n"), id="more blank lines"),
            pytest.param(QUOTED.replace(" ", "\u00a0"), id="no-break spaces"),
            pytest.param(QUOTED.replace("“", '"').replace("”", '"'), id="straight quotes"),
            pytest.param(QUOTED.replace(" – ", "--"), id="hyphens"),
            pytest.param(unicodedata.normalize("NFD", QUOTED), id="NFD"),
        ],
    )
    def test_the_same_story_copied_in_another_way_is_a_duplicate(
        self, write: Write, ingest_paths: Ingest, variant: str
    ) -> None:
        paths = write("a.txt", QUOTED), write("b.txt", variant)
        for dry_run in (True, False):
            found = kinds(ingest_paths(*paths, dry_run=dry_run))
            assert found == [Kind.CREATED, Kind.DUPLICATE]
        assert kinds(ingest_paths(*paths)) == [Kind.UNCHANGED, Kind.UNCHANGED]
        assert Article.objects.count() == 1

    def test_a_page_that_was_read_as_text_is_read_anew_under_another_name(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        bare = PAGE.partition("<body>")[2]  # nothing at its beginning shows that it is a page
        text = write("page.txt", bare)
        ingest_paths(text)
        assert "<h1>" in Article.objects.get().body
        page = write("page.html", bare)
        assert kinds(ingest_paths(page)) == [Kind.UPDATED]
        article = Article.objects.get()
        assert "<h1>" not in article.body
        assert article.capture.lines[0] == article.headline
        assert kinds(ingest_paths(page, text)) == [Kind.UNCHANGED, Kind.UNCHANGED]

    def test_a_story_copied_anew_to_its_path_updates_its_article(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        wrapped = STORY.replace("\n\n", "\n").replace(" on ", "\non ")
        path = write("story.txt", wrapped)
        ingest_paths(path)
        before = Article.objects.get().body
        write("story.txt", STORY)
        assert kinds(ingest_paths(path)) == [Kind.UPDATED]
        assert Article.objects.get().body != before
        assert kinds(ingest_paths(path)) == [Kind.UNCHANGED]

    @pytest.mark.parametrize(
        ("other", "kind"),
        [
            (PAGE, Kind.DUPLICATE),
            (PAGE.replace("<p>", "<p> \n "), Kind.DUPLICATE),
            (PAGE.replace("Harbour Gazette", "Moor Courier"), Kind.CREATED),
            (PAGE.replace("2021-06-12", "2021-06-14"), Kind.CREATED),
            (PAGE.replace("/bridge", "/bridge-2"), Kind.CREATED),
        ],
        ids=["same", "blanks", "outlet", "date", "address"],
    )
    def test_a_page_that_states_another_outlet_date_or_address_is_another_article(
        self, write: Write, ingest_paths: Ingest, other: str, kind: Kind
    ) -> None:
        paths = write("a.html", PAGE), write("b.html", other)
        assert kinds(ingest_paths(*paths)) == [Kind.CREATED, kind]

    def test_an_edited_text_at_the_same_path_updates_its_article(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        path = write("story.txt", STORY)
        (created,) = ingest_paths(path)
        write("story.txt", STORY.replace("closes for repairs", "closed until autumn"))
        (updated,) = ingest_paths(path)
        assert updated.kind is Kind.UPDATED
        article = Article.objects.get()
        assert created.article is not None
        assert article.public_id == created.article.public_id
        assert article.headline == "Harbour bridge closed until autumn"
        assert article.captures.count() == 2
        logged = MachineChange.objects.get(field="headline")
        assert (logged.cause, logged.old, logged.new) == (
            "ingest",
            "Harbour bridge closes for repairs",
            "Harbour bridge closed until autumn",
        )

    def test_a_path_that_returns_to_an_earlier_text_updates_its_article(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        path = write("story.txt", STORY)
        ingest_paths(path)
        write("story.txt", STORY.replace("closes for repairs", "closed until autumn"))
        ingest_paths(path)
        write("story.txt", STORY)
        assert kinds(ingest_paths(path)) == [Kind.UPDATED]
        assert Article.objects.get().headline == "Harbour bridge closes for repairs"
        assert kinds(ingest_paths(path)) == [Kind.UNCHANGED]

    def test_another_story_at_the_same_path_is_a_new_article(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        path = write("story.txt", STORY)
        ingest_paths(path)
        write("story.txt", OTHER)
        assert kinds(ingest_paths(path)) == [Kind.CREATED]
        assert Article.objects.count() == 2

    def test_a_withdrawn_article_is_not_brought_back(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        path = write("story.txt", STORY)
        ingest_paths(path)
        Article.objects.update(withdrawn_at=timezone.now())
        again = [
            *ingest_paths(path),
            *ingest_paths(write("copy.txt", STORY)),
            *ingest_paths(write("story.txt", STORY.replace("closes", "shuts"))),
        ]
        assert kinds(again) == [Kind.UNCHANGED, Kind.DUPLICATE, Kind.UPDATED]
        assert not Article.objects.shown().exists()

    def test_public_ids_are_longer_if_two_hashes_begin_alike(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        (first,) = ingest_paths(write("a.txt", STORY))
        (second,) = ingest_paths(write("b.txt", OTHER), dry_run=True)
        assert first.article is not None
        Article.objects.filter(pk=first.article.pk).update(public_id=second.sha256[:10])
        (created,) = ingest_paths(write("b.txt", OTHER))
        assert created.article is not None
        assert created.article.public_id == second.sha256[:12]


@pytest.mark.django_db(transaction=True)
class TestPins:
    def test_a_pinned_fact_survives_new_bytes_and_the_machines_value_is_stored_too(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        path = write("story.txt", STORY)
        ingest_paths(path)
        article = Article.objects.get()
        article.headline = "A librarian's headline"
        pins.pin(article, "headline", "ann")
        article.save()
        write("story.txt", STORY.replace("closes for repairs", "closed until autumn"))
        (outcome,) = ingest_paths(path)
        assert outcome.kind is Kind.UPDATED
        article.refresh_from_db()
        assert article.headline == "A librarian's headline"
        assert article.extracted["headline"] == "Harbour bridge closed until autumn"
        assert article.pins["headline"]["by"] == "ann"

    def test_a_cleared_fact_stays_clear(self, write: Write, ingest_paths: Ingest) -> None:
        path = write("story.txt", STORY)
        ingest_paths(path)
        article = Article.objects.get()
        pins.edit_published(article, None)
        pins.pin(article, "published", "ann")
        article.save()
        write("story.txt", STORY.replace("12 June", "13 June"))
        ingest_paths(path)
        article.refresh_from_db()
        assert article.published is None
        assert article.published_why.startswith("cleared by an editor on ")


@pytest.mark.django_db(transaction=True)
class TestOutlets:
    def test_an_outlet_is_created_once_and_found_again_after_a_rename(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        wire = "OSLO, June {day}. /TASS/. The port of Oslo was closed on Friday because of fog, its master said."
        ingest_paths(write("a.txt", wire.format(day=1)))
        outlet = Outlet.objects.get()
        outlet.name = "TASS, Russian news agency"
        outlet.save()
        ingest_paths(write("b.txt", wire.format(day=2)))
        assert Outlet.objects.count() == 1
        assert outlet.article_set.count() == 2

    def test_a_merged_outlet_is_found_under_its_old_name(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        wire = "OSLO, June {day}. /TASS/. The port of Oslo was closed on Friday because of fog, its master said."
        ingest_paths(write("a.txt", wire.format(day=1)))
        heir = Outlet.objects.create(name="Russian agencies")
        assert Outlet.objects.get(slug="tass").merge_into(heir) == 1
        ingest_paths(write("b.txt", wire.format(day=2)))
        assert set(Article.objects.values_list("outlet", flat=True)) == {heir.pk}


@pytest.mark.django_db(transaction=True)
class TestDryRun:
    def test_a_dry_run_stores_nothing_and_reports_what_would_happen(
        self, write: Write, ingest_paths: Ingest
    ) -> None:
        stored = write("stored.txt", STORY)
        ingest_paths(stored)
        changed = STORY.replace("closes", "shuts")
        write("stored.txt", changed)
        outcomes = ingest_paths(
            stored, write("new.txt", OTHER), write("twin.txt", OTHER), dry_run=True
        )
        assert kinds(outcomes) == [Kind.UPDATED, Kind.CREATED, Kind.DUPLICATE]
        titles = [outcome.article.title for outcome in outcomes if outcome.article]
        assert titles == [
            "Harbour bridge shuts for repairs",
            "Museum buys a letter by its founder",
            "Museum buys a letter by its founder",
        ]
        assert Article.objects.get().headline == "Harbour bridge closes for repairs"
        assert Capture.objects.count() == 1
        assert not MachineChange.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestFailures:
    def test_a_bad_file_fails_alone(self, write: Write, ingest_paths: Ingest) -> None:
        outcomes = ingest_paths(
            write("a.txt", STORY),
            write("b.txt", b""),
            write("c.txt", b"%PDF-1.7\n\0\0\0"),
            write("d.txt", OTHER),
        )
        assert kinds(outcomes) == [Kind.CREATED, Kind.FAILED, Kind.FAILED, Kind.CREATED]
        assert "empty" in outcomes[1].error
        assert Article.objects.count() == 2

    def test_a_file_over_the_limit_fails(
        self, write: Write, ingest_paths: Ingest, settings: Settings
    ) -> None:
        settings.INGEST_MAX_BYTES = 100
        (outcome,) = ingest_paths(write("big.txt", STORY))
        assert outcome.kind is Kind.FAILED
        assert "100" in outcome.error

    def test_two_ingests_at_once_store_each_text_once(self, write: Write) -> None:
        paths = [write(f"{number}.txt", f"{STORY}\nNumber {number}.") for number in range(20)]
        outcomes: list[Outcome] = []

        def run() -> None:
            outcomes.extend(ingest(find(paths)))
            connections.close_all()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(kinds(outcomes)) == [Kind.CREATED] * 20 + [Kind.UNCHANGED] * 20
        assert Article.objects.count() == 20
