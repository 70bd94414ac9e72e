"""Several machines on one database: what each of them does is done once in all."""

from __future__ import annotations

import json
import logging
import shutil
import time
from pathlib import Path
from typing import Any, Final, cast

import pytest

from benchmarks import killedarchive
from benchmarks.killedchanges import ARTICLES, saved
from tests.deploy.server import serving
from tests.services.archives import FILES, PostgresArchive, answer, captures, running, until
from tests.services.patience import PATIENCE

pytestmark = pytest.mark.services

logger = logging.getLogger(__name__)

#: Seconds in which an edit is saved beside four ingests, on a machine with much else to do.
BOUND: Final = 30 * PATIENCE

FOLLOWED = """
from django.contrib.auth.models import User
from newsarchive.desk.savedsearches import SavedSearch
SavedSearch.objects.create(owner=User.objects.get(username="chief"), name="Ferries",
    query="q=ferry+late", position=0, seen_up_to=0, mailed_up_to=0, alerts="at_once")
"""


def ended(*processes: Any) -> list[str]:
    """The output of each; all have to succeed."""
    outputs = [process.communicate(timeout=300) for process in processes]
    codes = [process.returncode for process in processes]
    assert codes == [0] * len(codes), outputs
    return [out + err for out, err in outputs]


def overlapping(folder: Path) -> list[Path]:
    """Four folders, each with half of the captures of the next one, in other orders."""
    whole = [captures(folder, number * FILES) for number in range(4)]
    folders = []
    for number in range(4):
        both = folder / f"host {number}"
        shutil.copytree(whole[number], both)
        for path in whole[(number + 1) % 4].iterdir():
            # The same texts in other files, of which some have other bytes.
            text = path.read_bytes()
            end = b"\r\n" if number % 2 else b"\n"
            (both / f"{number}-{path.name}").write_bytes(text.replace(b"\n", end))
        folders.append(both)
    return folders


def test_two_web_servers_and_four_ingests_keep_one_archive(archive: PostgresArchive) -> None:
    archive.done("ingest", "seeds")
    session = archive.signed_in()
    any_archive = cast(Any, archive)
    with (
        serving(any_archive, WEB_WORKERS="1") as first,
        serving(any_archive, WEB_WORKERS="1") as second,
        running(archive, "drain", "--every", "0.3"),
    ):
        browsers = [
            killedarchive.Server(web.port, cast(Any, None), session) for web in (first, second)
        ]
        ingests = [archive.start("ingest", each) for each in overlapping(archive.folder)]
        rebuild = archive.start("reindex")
        edits, slowest = 0, 0.0
        while any(each.poll() is None for each in ingests):
            # The session of one host is known to the other, which sees what was saved there.
            for browser, other in (browsers, browsers[::-1]):
                edits += 1
                request = saved(f"{ARTICLES}1/change/", "version", headline=f"Edit {edits}")
                form = request(browser)
                began = time.monotonic()
                assert browser.post(*form) == 302
                slowest = max(slowest, time.monotonic() - began)
                assert f"Edit {edits}" in other.get(f"{ARTICLES}1/change/")
        ended(*ingests, rebuild)
        logger.info("%s edits, the slowest took %.1f s", edits, slowest)
        assert slowest < BOUND
        assert archive.count("articles_article") == 4 * FILES + 5
        until(lambda: archive.count("search_outboxentry") == 0)
        archive.done("reindex", "--check")
        for web in (first, second):
            status, body = answer(web, "/api/search?q=ferry+late&per_page=100")
            assert (status, json.loads(body)["total"]) == (200, 4 * FILES)
            status, body = answer(web, f"/api/search?q=%22Edit+{edits}%22")
            assert json.loads(body)["total"] == 1


def test_commands_of_a_timer_on_two_hosts_do_everything_once(archive: PostgresArchive) -> None:
    archive.signed_in()
    archive.done("ingest", captures(archive.folder, 0))
    archive.done("shell", "-v0", "-c", FOLLOWED)
    mails = "".join(ended(archive.start("alert"), archive.start("alert")))
    assert mails.count("To: chief@example.org") == 1
    for command in (("learn",), ("copies",), ("drain",), ("clearsessions",)):
        ended(archive.start(*command), archive.start(*command))
    assert archive.count("articles_snapshot") == len(
        archive.server.execute(archive.database, "SELECT DISTINCT number FROM articles_snapshot")
    )
    archive.done("reindex", "--check")
    archive.done("check_archive", "--all")


def test_one_host_watches_a_folder_that_two_have(archive: PostgresArchive) -> None:
    drop = captures(archive.folder, 0)
    options = ("watch", "--once", "--settle", "0", drop)
    both = [archive.start(*options), archive.start(*options)]
    outputs = [each.communicate(timeout=300) for each in both]
    assert sorted(each.returncode for each in both) == [0, 1], outputs
    assert any("Another process" in err for _, err in outputs)
    assert archive.count("articles_article") == FILES
    assert len(list((drop / "done").iterdir())) == FILES
