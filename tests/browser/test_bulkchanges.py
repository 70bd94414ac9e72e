"""A change of many articles that goes on in the background: its page follows it, with and without
scripts, and undoes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django import DjangoDbBlocker

from articles.bulk import work
from articles.bulk.factsetting import Edit
from articles.ingest.ingest import ingest
from articles.models import Article
from articles.readers import find
from tests.archive import Archive
from tests.browser.conftest import (
    NAME,
    PASSWORD,
    PASSWORD_HASHERS,
    Server,
    log_in,
    serving,
    working,
)
from tests.browser.test_accessibility import violations

#: Three parts of the work.
ARTICLES = 130


@pytest.fixture(scope="module")
def desk(
    empty_archive: Archive,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Server, Archive]]:
    """A server, and its archive, in which a change has begun and waits for a worker process."""
    archive = Archive(tmp_path_factory.mktemp("archive"))
    records: Path = tmp_path_factory.mktemp("captures") / "ferries.jsonl"
    records.write_text(
        "\n".join(
            json.dumps({"id": str(n), "headline": f"Ferry {n} is late", "body": f"It was {n}."})
            for n in range(ARTICLES)
        )
    )
    with (
        django_db_blocker.unblock(),
        override_settings(SEARCH_URL=archive.search_url, PASSWORD_HASHERS=PASSWORD_HASHERS),
        pytest.MonkeyPatch.context() as patch,
    ):
        empty_archive.restore()
        list(ingest(find([records])))
        chief = User.objects.create_superuser(NAME, password=PASSWORD)
        patch.setattr(work, "SECONDS", 0)
        keys = list(Article.objects.values_list("pk", flat=True))
        edit = Edit("headline", "Ferries are early", NAME, over_pins=True, as_of=timezone.now())
        work.start("set", keys, chief, edit.parameters)
        archive.keep()
        empty_archive.restore()
    with serving(archive) as url:
        yield Server(url, archive, withdrawn=""), archive


@pytest.mark.slow
def test_the_page_of_a_running_change_follows_it_and_undoes_it(
    desk: tuple[Server, Archive], browser: Browser
) -> None:
    server, archive = desk
    pages = [browser.new_page(java_script_enabled=script) for script in (True, False)]
    for page in pages:
        log_in(page, server)
        page.goto(f"{server.url}/admin/articles/bulkchange/")
        page.locator("#result_list tbody th a").click()
        progress = page.get_by_role("progressbar", name="Progress")
        expect(progress).to_have_attribute("max", str(ARTICLES))
        assert 0 < int(progress.get_attribute("value") or 0) < ARTICLES
    assert violations(pages[0]) == []

    with working(archive):
        for page in pages:
            expect(page.get_by_text(f"Set the headline of {ARTICLES} articles.")).to_be_visible()
        pages[1].get_by_role("button", name="Undo").click()
        expect(pages[1].get_by_text(f"in {ARTICLES} articles.")).to_be_visible()
        pages[0].reload()
        expect(pages[0].get_by_role("button", name="Undo")).to_have_count(0)
    pages[0].goto(f"{server.url}/?q=early")
    expect(pages[0].get_by_role("heading", level=1)).to_contain_text("No articles")
    for page in pages:
        page.context.close()
