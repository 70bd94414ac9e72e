"""The archive's answers are those recorded on 2026-11-27. Renew a record only where an answer is
meant to change.

An archive is made of the seeds, the captures of the tests and a few invented files, with the
commands of an operator, and then queried over HTTP like those of readers and programs. Its answers
are compared with the files beside this module. The wording that people read is only in
``wording.json``, so that a sentence can change without a change of the other files; the output of
commands is the exception.

``python -m pytest tests/recorded --renew-recorded`` writes the files again. Read the differences
before you commit them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest

from tests.recorded import questions
from tests.recorded.administration import Administration
from tests.recorded.commands import CommandLine
from tests.recorded.pages import Pages, headers_of
from tests.recorded.processes import Archive, Asker
from tests.recorded.reading import differences, dump
from tests.recorded.recording import Recording, address_of, named
from tests.recorded.searches import Searches

HERE: Final = Path(__file__).resolve().parent
SHOWN_DIFFERENCES: Final = 12
STYLES: Final = ("apa", "mla", "chicago", "wikipedia")
#: The other settings, each of which needs a process, and the name of the first in the records.
SETTINGS: Final = (
    {"SCRIPT_NAME": "/archive", "ROBOTS_WELCOME": "on"},
    {"LOGIN_REQUIRED": "on"},
)
BELOW: Final = "below a path"
FORMATS: Final = ("csv", "jsonl", "bib", "ris", "json")


def answers_of(folder: Path, everything: bool) -> dict[str, Any]:
    """Make an archive in the folder and ask it all but what takes longest, or ``everything``.
    Returns the answers by the name of their file, without the extension."""
    archive, recording = Archive(folder), Recording(folder)
    with ExitStack() as stack:
        # The processes start while the archive is made, which saves time.
        asker = stack.enter_context(archive.asker())
        others = [stack.enter_context(archive.asker(**each)) for each in SETTINGS if everything]
        command_line, pages = CommandLine(recording, asker, archive), Pages(recording, asker)
        ingests = command_line.fill()
        answers = _over_http(recording, asker, pages)
        if everything:
            below, closed = others
            answers["settings"] = {
                BELOW: Pages(recording, below).below_a_path(),
                "behind a login": {
                    address: recording.cleaner.head(closed.ask(address))
                    for address in questions.BEHIND_A_LOGIN
                },
            }
        # A dry run extracts all captures, and changes nothing that is asked for later.
        answers["commands"] = command_line.commands(
            each for each in questions.COMMANDS if everything or "--dry-run" not in each
        )
        answers["ingest"] = ingests | {"tried": command_line.dry_run()}
        # Last, because this changes the archive.
        answers["afterwards"] = Administration(recording, asker).afterwards(pages, command_line)
    return answers | {"wording": recording.wording}


def _over_http(recording: Recording, asker: Asker, pages: Pages) -> dict[str, Any]:
    searches = Searches(recording, asker)
    answers: dict[str, Any] = {}
    public_ids = sorted(json.loads(asker.ask("/receipt.json?q=")["body"])["public_ids"])
    short = {each: asker.ask(f"/articles/{each}/") for each in public_ids}
    recording.addresses = {each: short[each]["headers"]["Location"] for each in short}
    answers["api"] = {
        named(search): searches.searched(search)
        for search in (*questions.SEARCHES, *questions.MALFORMED, *questions.SIZES)
    }
    answers["hits"] = searches.hits
    recording.wording["facets"] = searches.labels
    answers["results"] = {
        named(search): pages.page(address_of("/", search), named(search))
        for search in (*questions.SEARCHES, *questions.MALFORMED)
    }
    answers["articles"] = {
        each: pages.page(recording.addresses[each], each, whole=True) for each in public_ids
    } | {
        f"{each} & {named(search)}": pages.page(
            address_of(recording.addresses[each], search), f"{each} & {named(search)}"
        )
        for each, search in questions.READ_WITH
    }
    answers["pages"] = {
        address: pages.page(quote(address, safe="/?=&+"), address)
        for address in questions.ADDRESSES
    } | {
        "/?q=": pages.page("/?q=", "/?q=", whole=True),
        "all headers": {
            address: headers_of(asker.ask(address)) for address in ("/", "/api/search?q=zeppelin")
        },
    }
    answers["feeds"] = {
        f"{form} & {named(search)}": searches.followed(form, search)
        for form in ("atom", "json")
        for search in questions.FOLLOWED
    }
    answers["exports"] = {
        f"{form} & {named(search)}": searches.exported(form, search)
        for form in FORMATS
        for search in questions.EXPORTED
    } | {
        f"receipt & {named(search)}": recording.plain(asker, address_of("/receipt.json", search))
        for search in questions.EXPORTED
    }
    answers["citations"] = {style: pages.references(style, public_ids) for style in STYLES}
    answers["suggestions"] = {
        typed: recording.plain(asker, f"/api/suggest?{urlencode({'q': typed})}")
        for typed in questions.TYPED
    }
    answers["methods"] = pages.methods()
    return answers


Compare = Callable[[str], None]


@pytest.fixture(scope="module")
def answers(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> dict[str, Any]:
    everything = any(map(pytestconfig.getoption, ("--slow", "--renew-recorded")))
    return answers_of(tmp_path_factory.mktemp("recorded"), everything)


@pytest.fixture
def compare(answers: dict[str, Any], request: pytest.FixtureRequest) -> Compare:
    """Compare answers with a file of recorded answers, or write that file again."""

    def run(name: str) -> None:
        file = HERE / f"{name}.json"
        # Through JSON, because tuples come back as lists from a file.
        now = json.loads(dump(answers[name]))
        if request.config.getoption("--renew-recorded"):
            file.write_text(dump(now), encoding="utf-8")
            return
        before = json.loads(file.read_text(encoding="utf-8"))
        if name == "wording" and "settings" not in answers:
            del before[BELOW]
        found = differences(before, now)
        shown = list(islice(found, SHOWN_DIFFERENCES))
        more = sum(1 for _ in found)
        if shown:
            rest = f"\nand {more} more" if more else ""
            pytest.fail(f"{file.name} differs:\n" + "\n".join(shown) + rest, pytrace=False)

    return run


def test_ingest_prints_the_same_for_every_file(compare: Compare) -> None:
    compare("ingest")


@pytest.mark.slow
def test_commands_answer_the_same(compare: Compare) -> None:
    compare("commands")


def test_the_api_finds_the_same(compare: Compare) -> None:
    compare("api")


def test_the_api_returns_the_same_facts_of_each_article(compare: Compare) -> None:
    compare("hits")


def test_pages_of_results_have_the_same_content_and_links(compare: Compare) -> None:
    compare("results")


def test_pages_of_articles_have_the_same_content_and_links(compare: Compare) -> None:
    compare("articles")


def test_other_addresses_answer_the_same(compare: Compare) -> None:
    compare("pages")


def test_feeds_are_the_same(compare: Compare) -> None:
    compare("feeds")


def test_exports_and_receipts_are_the_same(compare: Compare) -> None:
    compare("exports")


def test_citations_are_the_same(compare: Compare) -> None:
    compare("citations")


def test_suggestions_are_the_same(compare: Compare) -> None:
    compare("suggestions")


def test_other_methods_and_conditions_are_answered_the_same(compare: Compare) -> None:
    compare("methods")


@pytest.mark.slow
def test_with_other_settings_addresses_answer_the_same(compare: Compare) -> None:
    compare("settings")


def test_after_a_withdrawal_and_a_merge_addresses_answer_the_same(compare: Compare) -> None:
    compare("afterwards")


def test_the_wording_is_the_same(compare: Compare) -> None:
    """Titles, notes, refusals and reasons: the only file that changes with new wording."""
    compare("wording")
