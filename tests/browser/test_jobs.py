"""The jobs of librarians, researchers and journalists, each with no more clicks than are known.

They run on an archive of their own, because some of them change it. A change that makes a job
shorter lowers its number here and in docs/jobs.md.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from articles.ingest.ingest import ingest
from articles.readers import find
from newsarchive.accounts.roles import Role, give
from tests.archive import Archive
from tests.browser.captures import write_captures
from tests.browser.clicks import Hand, Job
from tests.browser.conftest import (
    PASSWORD,
    PASSWORD_HASHERS,
    PATIENCE,
    Server,
    log_in,
    serving,
    working,
)
from tests.browser.journalistjobs import JOURNALIST
from tests.browser.librarianjobs import LIBRARIAN
from tests.browser.quays import write_quays
from tests.browser.researcherjobs import RESEARCHER
from tests.paths import ROOT

JOBS = (*LIBRARIAN, *RESEARCHER, *JOURNALIST)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "color_scheme": "dark"}
DESK = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def office(
    empty_archive: Archive,
    archive_of_seeds: Archive,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """An archive with a person of each role, named like it, and with a worker process."""
    archive = Archive(tmp_path_factory.mktemp("office"))
    captures = tmp_path_factory.mktemp("captures")
    write_captures(captures)
    write_quays(captures)
    with (
        django_db_blocker.unblock(),
        override_settings(SEARCH_URL=archive.search_url, PASSWORD_HASHERS=PASSWORD_HASHERS),
    ):
        archive_of_seeds.restore()
        list(ingest(find([captures])))
        call_command("learn", stdout=io.StringIO())
        for role in Role:
            give(User.objects.create_user(role, password=PASSWORD), role)
        archive.keep()
        empty_archive.restore()
    with working(archive), serving(archive) as url:
        yield Server(url, archive, withdrawn="")


@pytest.mark.slow
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_takes_no_more_clicks(office: Server, browser: Browser, job: Job) -> None:
    on_phone = job in JOURNALIST
    context = browser.new_context(**(PHONE if on_phone else DESK))
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if job.role:
        log_in(page, office, job.role)
    page.goto(office.url)
    hand = Hand(page, is_touching=on_phone)

    job.do(hand)
    context.close()

    assert hand.count == job.clicks


def test_the_document_has_each_job_with_its_clicks() -> None:
    text = (ROOT / "docs" / "jobs.md").read_text()
    rows = re.findall(r"^\| ([LRJ]\d+) \| (.+?) \|.*\| (\d+) \|$", text, re.M)

    assert {(name, task, int(clicks)) for name, task, clicks in rows} >= {
        (job.name, job.task, job.clicks) for job in JOBS
    }
