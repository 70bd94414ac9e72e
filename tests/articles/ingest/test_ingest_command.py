"""`manage.py ingest`: its output and its exit codes.

A process of its own runs it where the streams of the process, or its settings, matter.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.commandline import command
from tests.paths import ROOT, SEEDS

Write = Callable[[str, str | bytes], Path]
PROSE = """The old bridge over the river was closed to lorries this week, the district office said.

Engineers had found cracks in two of its piers, according to a report the council published.
"""
Manage = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def environment(empty_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    archive = empty_archive.copy_to(tmp_path_factory.mktemp("archive"))
    return archive.environment | {"LOG_LEVEL": "INFO"}


@pytest.fixture(scope="module")
def manage(environment: dict[str, str]) -> Manage:
    def run(*arguments: str | Path, **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=environment | extra,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def test_without_tables_it_says_what_to_type(manage: Manage, tmp_path: Path) -> None:
    done = manage("ingest", SEEDS, DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3")
    assert done.returncode != 0
    assert "run `manage.py migrate` first" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db(transaction=True)
def test_with_the_tables_of_an_earlier_version_it_says_what_to_type(tmp_path: Path) -> None:
    Archive(tmp_path).restore()  # a database without tables
    assert command("migrate", "articles", "0005").code == 0
    for arguments in (("ingest", str(SEEDS)), ("extract",), ("learn",)):
        done = command(*arguments)
        assert done.code == 1, arguments
        assert "earlier version: run `manage.py migrate` first" in done.err, arguments
        assert "Traceback" not in done.err, arguments


class TestCommand:
    def test_json_alone_is_on_standard_output_and_counts_are_on_standard_error(
        self, manage: Manage
    ) -> None:
        done = manage("ingest", "--json", "seeds/")
        assert done.returncode == 0
        records = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(records) == 5
        assert list(records[0]) == [
            "source", "container", "member", "sha256", "outcome", "error", "note", "public_id",
            "outlet", "agency", "headline",
            "title", "standfirst", "byline", "dateline", "published", "published_precision",
            "published_basis", "published_why", "published_candidates", "captions", "body", "url",
            "pinned", "findings",
        ]  # fmt: skip
        assert records[0]["source"].startswith("seeds/")
        assert records[0]["outcome"] in ("created", "unchanged")
        counts = done.stderr.strip().splitlines()[-1]
        assert counts in (
            "created 5, updated 0, unchanged 0, duplicate 0, failed 0",
            "created 0, updated 0, unchanged 5, duplicate 0, failed 0",
        )

    @pytest.mark.django_db(transaction=True)
    def test_failures_are_named_and_the_exit_code_is_one_while_the_others_are_stored(
        self, write: Write
    ) -> None:
        write("in/good.txt", "A short note\n\nThe lighthouse was painted white in the spring.\n")
        write("in/empty.txt", b"")
        write("in/binary.txt", b"\x7fELF\0\0\0\x01")
        folder = write("in/x.txt", "Another note about the lighthouse keeper's cat.").parent
        done = command("ingest", "--json", str(folder), str(folder / "missing.txt"))
        assert done.code == 1
        records = {Path(r["source"]).name: r for r in map(json.loads, done.out.splitlines())}
        assert {name: r["outcome"] for name, r in records.items()} == {
            "good.txt": "created",
            "x.txt": "created",
            "empty.txt": "failed",
            "binary.txt": "failed",
            "missing.txt": "failed",
        }
        assert all(records[name]["error"] for name in ("empty.txt", "binary.txt", "missing.txt"))
        assert records["empty.txt"]["public_id"] is None
        assert "failed 3" in done.err
        assert "empty.txt: " in done.err
        assert "Traceback" not in done.err

    @pytest.mark.django_db(transaction=True)
    def test_a_dry_run_stores_nothing(self, write: Write) -> None:
        path = write("dry.txt", "A dry note about a well that was dug in the wrong village.")
        first = command("ingest", "--dry-run", "--json", str(path))
        second = command("ingest", "--dry-run", "--json", str(path))
        assert first.out == second.out
        assert json.loads(first.out)["outcome"] == "created"
        assert "nothing was stored" in first.err

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize(
        ("options", "date", "basis"),
        [
            ((), None, "unknown"),
            (("--captured-at", "file"), "2020-03-04", "inferred"),
            (("--captured-at", "2019-06-13"), "2019-06-12", "inferred"),
        ],
    )
    def test_the_time_of_a_file_is_that_of_its_capture_only_if_the_user_says_so(
        self, write: Write, options: tuple[str, ...], date: str | None, basis: str
    ) -> None:
        path = write("relative.txt", f"Old bridge closed to lorries\n\n1 day ago\n\n{PROSE}")
        os.utime(path, (1_583_409_600, 1_583_409_600))
        done = command("ingest", "--dry-run", "--json", *options, str(path))
        shown = json.loads(done.out)
        assert (shown["published"], shown["published_basis"]) == (date, basis)

    @pytest.mark.django_db(transaction=True)
    def test_a_dry_run_shows_the_columns_of_tables_and_a_map_changes_them(
        self, write: Write
    ) -> None:
        path = write("news.csv", "Kopf,Title,Text\nFerry sails,Mrs,It did.\n")
        done = command("ingest", "--dry-run", str(path))
        assert f"{path}: columns headline=Title, body=Text; kept as they are: Kopf.\n" in done.err
        done = command(
            "ingest", "--dry-run", "--json", "--map", "headline=Kopf,body=text", str(path)
        )
        assert f"{path}: columns headline=Kopf, body=Text; kept as they are: Title.\n" in done.err
        assert json.loads(done.out)["headline"] == "Ferry sails"

    def test_a_map_of_unknown_facts_is_a_usage_error(self, tmp_path: Path) -> None:
        done = command("ingest", "--map", "hedline=Title", str(tmp_path))
        assert done.code == 2
        assert "there is no fact “hedline”" in done.err

    @pytest.mark.parametrize("time", ["yesterday", "2999-01-01", ""])
    def test_a_time_of_capture_that_cannot_be_is_a_usage_error(
        self, tmp_path: Path, time: str
    ) -> None:
        done = command("ingest", "--captured-at", time, str(tmp_path))
        assert done.code == 2
        assert "--captured-at" in done.err

    @pytest.mark.django_db(transaction=True)
    def test_a_name_that_is_not_text_fails_alone(self, tmp_path: Path) -> None:
        folder = tmp_path / "odd"
        folder.mkdir()
        bad = folder / os.fsdecode(b"\xff\xfe.txt")
        bad.write_text("A note with a bad name about a bridge that was never built.")
        (folder / "good.txt").write_text("A note with a good name about the same bridge.")
        done = command("ingest", "--json", str(folder))
        assert "Traceback" not in done.err
        assert "created" in [json.loads(line)["outcome"] for line in done.out.splitlines()]

    def test_no_path_is_a_usage_error(self) -> None:
        done = command("ingest")
        assert done.code == 2
        assert "PATH" in done.err

    @pytest.mark.slow
    def test_a_closed_pipe_causes_no_traceback(
        self, environment: dict[str, str], manage: Manage, tmp_path: Path
    ) -> None:
        for number in range(120):
            (tmp_path / f"{number}.txt").write_text(
                f"Note {number} of the many that were with his. " * 50
            )
        command = f"{sys.executable} manage.py ingest --dry-run --json {tmp_path} | head -n 1"
        done = subprocess.run(
            ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        assert "the rest was not read" in done.stderr

    @pytest.mark.slow
    def test_a_full_standard_output_is_reported(
        self, environment: dict[str, str], write: Write
    ) -> None:
        path = write("note.txt", "A note about a letter box that was never emptied.")
        command = f"{sys.executable} manage.py ingest --dry-run --json {path} > /dev/full"
        done = subprocess.run(
            ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode != 0
        assert "Traceback" not in done.stderr
        assert "No space left" in done.stderr
