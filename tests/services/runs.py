"""Runs of pytest, each of which ends in time and says what it has found."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from tests.paths import ROOT

#: Seconds that a run may take after it was told to end.
_GRACE: Final = 60


@dataclass(frozen=True)
class Ended:
    """Of one run, or of several: how many tests passed and failed, the seconds, and whether all
    that were chosen have run."""

    passed: int = 0
    failed: int = 0
    seconds: float = 0
    is_whole: bool = True

    def __add__(self, other: Ended) -> Ended:
        return Ended(
            self.passed + other.passed,
            self.failed + other.failed,
            self.seconds + other.seconds,
            self.is_whole and other.is_whole,
        )

    def __str__(self) -> str:
        failed = f"{self.failed} FAILED, " if self.failed else ""
        stopped = "" if self.is_whole else ", and was stopped then: there was no more time"
        return f"{failed}{self.passed:,} passed in {self.seconds:.0f} s{stopped}"


def pytest(environment: Mapping[str, str], arguments: Sequence[str], seconds: float) -> Ended:
    """Run pytest; after so many seconds it is stopped, as by Ctrl-C."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *arguments, f"--junitxml={report}"],
            cwd=ROOT,
            env=os.environ | environment,
            process_group=0,
        )
        try:
            is_whole = _ends(process, seconds)
            if not is_whole:
                process.send_signal(signal.SIGINT)
                _ends(process, _GRACE)
        finally:
            # Whatever its tests have started ends, too.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        passed, failed = _counts(report)
    if is_whole and process.returncode and not failed:
        failed = 1  # it could not begin
    return Ended(passed, failed, time.monotonic() - began, is_whole)


def _ends(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(max(0, seconds))
    except subprocess.TimeoutExpired:
        return False
    return True


def _counts(report: Path) -> tuple[int, int]:
    """How many tests passed and how many failed, by the report of a run, if it wrote one."""
    if not report.exists():
        return 0, 0
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    counts = [{key: int(each.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
              for each in suites]  # fmt: skip
    failed = sum(each["failures"] + each["errors"] for each in counts)
    return sum(each["tests"] - each["skipped"] for each in counts) - failed, failed
