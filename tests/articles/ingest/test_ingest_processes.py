"""`manage.py ingest` with worker processes that are interrupted or killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.paths import ROOT
from tests.samples import sampled

#: Enough that their records do not fit into the pipe: the ingest waits until they are read.
FILES = 300
#: More outcomes than the files that are read before worker processes start.
SEEN = 150


@pytest.fixture(scope="module")
def environment(empty_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    archive = empty_archive.copy_to(tmp_path_factory.mktemp("archive"))
    return archive.environment | {"INGEST_PROCESSES": "2"}


@pytest.fixture
def ingesting(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """An ingest in its own process group, as from a terminal, with its workers started."""
    for number in range(FILES):
        # Plainly English: for another language each process would load a model of languages.
        text = f"Ferry {number} of {tmp_path.name} was late, said the man who was with his dog.\n"
        (tmp_path / f"{number:03}.txt").write_text(text * 40)
    with subprocess.Popen(
        [sys.executable, "manage.py", "ingest", "--json", str(tmp_path)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        for _ in range(SEEN):
            assert process.stdout.readline()
        yield process


def is_gone(group: int) -> bool:
    """True if within some seconds no process of the group runs any more."""
    for _ in range(300):
        if not any(running_group(path) == group for path in Path("/proc").glob("[0-9]*/stat")):
            return True
        time.sleep(0.1)
    return False


def running_group(stat: Path) -> int | None:
    """The group of a process, or None if it has ended, also where nobody has asked for its end."""
    try:
        state, _parent, group, *_ = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state == "Z" else int(group)


def heeding_ctrl_c(parent: int) -> list[int]:
    """Return the children of a process that neither block nor ignore SIGINT."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    bit = 1 << (signal.SIGINT - 1)
    found = []
    for child in map(int, children):
        lines = Path(f"/proc/{child}/status").read_text().splitlines()
        masks = dict(line.split(":", 1) for line in lines)
        if not (int(masks["SigBlk"], 16) | int(masks["SigIgn"], 16)) & bit:
            found.append(child)
    return found


@pytest.mark.slow
def test_only_the_main_process_handles_ctrl_c_and_its_death_ends_the_workers(
    ingesting: subprocess.Popen[str],
) -> None:
    heeding = heeding_ctrl_c(ingesting.pid)
    ingesting.kill()
    ingesting.wait()
    assert heeding == []
    assert is_gone(ingesting.pid)


@pytest.mark.parametrize(
    ("number", "send", "code"),
    sampled(
        [
            pytest.param(signal.SIGINT, os.killpg, 130, id="Ctrl-C at a terminal"),
            pytest.param(signal.SIGTERM, os.kill, 143, id="SIGTERM to the process"),
            pytest.param(signal.SIGTERM, os.killpg, 143, id="SIGTERM to all processes"),
        ],
        ["Ctrl-C at a terminal"],
    ),
)
def test_a_signal_reports_what_was_done_and_leaves_no_process(
    ingesting: subprocess.Popen[str],
    number: signal.Signals,
    send: Callable[[int, signal.Signals], None],
    code: int,
) -> None:
    send(ingesting.pid, number)
    _, output = ingesting.communicate(timeout=240)
    assert ingesting.returncode == code
    assert "Stopped. created " in output
    assert "Traceback" not in output
    assert is_gone(ingesting.pid)
