"""Ctrl-C and SIGTERM end every command in the same way: a sentence, an exit code, no traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

import manage
from tests.archive import Archive
from tests.paths import ROOT

#: Commands, the function during which the signal comes, and what the command then says.
COMMANDS = {
    "ingest seeds": ("articles.management.commands.ingest.find", "Stopped. created 0"),
    "extract": ("articles.management.commands.extract.extract_all", "Stopped."),
    "learn": ("articles.management.commands.learn.learn", "Stopped. Run the command again."),
    "copies": ("articles.copies.detection.bring_up_to_date", "Stopped. What was"),
    "mentions": ("articles.mentions.storage.bring_up_to_date", "Stopped. What was"),
    "drain": ("search.management.commands.drain.drain", "Stopped."),
    "reindex": ("search.management.commands.reindex.rebuild", "Stopped."),
    "search ferry": ("search.management.commands.search.as_csv", "Stopped."),
    "check": ("django.core.management.commands.check.Command.handle", "Stopped."),
}


@pytest.fixture
def handlers() -> Iterator[None]:
    """Python's own handlers, also where what runs the tests ignores Ctrl-C, as nohup's shell does.
    The handlers before are restored after the test."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.django_db
@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("typed", COMMANDS)
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_a_command_that_is_stopped_says_so(
    typed: str, number: signal.Signals, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    place, sentence = COMMANDS[typed]

    def stopped(*args: object, **options: object) -> None:
        signal.raise_signal(number)

    argv = ["manage.py", *typed.split()]
    with (
        mock.patch.object(sys, "argv", argv),
        mock.patch(place, stopped),
        pytest.raises(SystemExit) as end,
    ):
        manage.main()
    assert end.value.code == code
    assert sentence in capsys.readouterr().err


@pytest.mark.slow
def test_a_rebuild_that_is_stopped_leaves_the_index_in_use(
    archive_of_seeds: Archive, tmp_path: Path
) -> None:
    archive = archive_of_seeds.copy_to(tmp_path)
    archive.manage("reindex")
    before = sorted(path.name for path in archive.index.iterdir())
    code = (
        "import django, manage, os, signal, sys; from unittest import mock; django.setup(); "
        "stop = lambda *a, **k: os.killpg(0, signal.SIGTERM); "
        "sys.argv = ['manage.py', 'reindex']; "
        "mock.patch('search.index.draining.documents', stop).start(); manage.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=archive.environment,
        capture_output=True,
        text=True,
        start_new_session=True,
        timeout=240,
    )
    assert (done.returncode, done.stderr) == (143, "Stopped.\n")
    assert sorted(path.name for path in archive.index.iterdir()) == before
    archive.manage("reindex", "--check")
