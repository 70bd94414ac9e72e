"""What a run on a service says of itself, and that it ends in time."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.services import __main__ as services
from tests.services import runs
from tests.services.opensearch import nodes
from tests.services.runs import Ended

TESTS = """
import pathlib, pytest, time
@pytest.mark.parametrize("number", [1, 2, 3])
def test_of_three(number): assert number != 2
def test_skipped(): pytest.skip()
"""
HANGING = """
def test_that_hangs():
    pathlib.Path(__file__).with_name("hangs").touch()
    time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def ran(folder: Path, content: str, seconds: float = 300) -> Ended:
    path = folder / "test_something.py"
    path.write_text(content)
    return runs.pytest({}, ["-q", "-c", str(folder / "pytest.ini"), str(path)], seconds)


def test_a_run_counts_what_passed_and_failed(folder: Path) -> None:
    ended = ran(folder, TESTS)
    assert (ended.passed, ended.failed, ended.is_whole) == (2, 1, True)
    assert str(ended).startswith("1 FAILED, 2 passed in ")


def test_a_run_that_cannot_begin_has_failed(folder: Path) -> None:
    assert ran(folder, "import nothing_of_this_name").failed
    assert ran(folder, "").failed


def test_a_run_that_takes_too_long_is_stopped_and_says_what_it_has_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = runs._ends

    def once_it_hangs(process: subprocess.Popen[bytes], seconds: float) -> bool:
        while seconds == 3600 and not (folder / "hangs").exists():
            assert process.poll() is None
            time.sleep(0.05)
        return ends(process, 0 if seconds == 3600 else seconds)

    monkeypatch.setattr(runs, "_ends", once_it_hangs)
    ended = ran(folder, TESTS + HANGING, seconds=3600)
    assert (ended.passed, ended.failed, ended.is_whole) == (2, 1, False)
    assert "was stopped then" in str(ended)


@pytest.mark.parametrize("is_brief", [True, False])
def test_a_service_that_is_not_there_is_told_and_an_error_only_if_all_are_asked_for(
    is_brief: bool,
) -> None:
    plan = services.Plan(is_brief, (), time.monotonic())
    line, is_well = services._outcome("A", lambda: "Type: b", lambda _: ("A 1", Ended(3)), plan)
    assert (line, is_well) == ("A: not run. Type: b", is_brief)


def test_a_failed_test_on_a_service_is_always_an_error() -> None:
    for is_brief in (True, False):
        plan = services.Plan(is_brief, (), time.monotonic())
        line, is_well = services._outcome("A", str, lambda _: ("A 1", Ended(3, 1, 5.0)), plan)
        assert (line, is_well) == ("A 1: 1 FAILED, 3 passed in 5 s", False)


def test_what_cannot_be_fetched_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where no mirror of Maven can be reached, or answers."""
    with pytest.raises(nodes.Unfetched, match="cannot resolve hosts"):
        nodes._run("sh", "-c", "echo; echo cannot resolve hosts; exit 1")
    monkeypatch.setattr(nodes, "_FETCHING", 0.2)
    with pytest.raises(nodes.Unfetched, match="took longer than"):
        nodes._run("sh", "-c", "sleep 600")
