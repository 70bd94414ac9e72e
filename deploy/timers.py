"""Run the timers of deploy/systemd where there is no systemd, as in a container:

    python deploy/timers.py --folder /data

Each ``newsarchive-*.timer`` has its times, and the service of the same name its command, so there
is one list of both. ``--folder`` takes the place of /var/lib/newsarchive in the commands. It also
has a file for each timer, which says when it ran last: a time at which nothing ran is made up for,
as with ``Persistent=yes``. A command that fails has said why, and is run when it is due again.
"""

from __future__ import annotations

import argparse
import configparser
import datetime as dt
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
#: The folder of the archive's data in the units.
_FOLDER: Final = "/var/lib/newsarchive"
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: ``*-*-* 02:00``, ``Sun 04:30``.
_CALENDAR: Final = re.compile(rf"(?:\*-\*-\*|({'|'.join(_DAYS)})) (\d\d):(\d\d)")
_MINUTES: Final = re.compile(r"(\d+)min")
#: Seconds after which a command is tried again that could not be started.
_AGAIN: Final = 60.0


@dataclass(frozen=True, slots=True)
class Timer:
    """``every``: minutes between two runs; otherwise ``calendar`` says when. ``folders`` are those
    below the archive's that it writes to."""

    name: str
    arguments: tuple[str, ...]
    folders: tuple[str, ...] = ()
    niceness: int = 0
    every: int = 0
    calendar: str = ""

    @classmethod
    def read(cls, unit: Path) -> Timer:
        """From the files of a timer and of its service."""
        times = _section(unit, "Timer")
        service = _section(unit.with_suffix(".service"), "Service")
        _, *arguments = shlex.split(service["ExecStart"])
        every = _MINUTES.fullmatch(times.get("OnUnitActiveSec", "0min"))
        if every is None:
            raise ValueError(f"{unit.name}: OnUnitActiveSec is not a number of minutes.")
        timer = cls(
            unit.stem,
            tuple(arguments),
            tuple(each.partition("/")[2] for each in service["StateDirectory"].split()),
            service.getint("Nice", 0),
            int(every[1]),
            times.get("OnCalendar", ""),
        )
        timer.due(dt.datetime.now().astimezone())
        return timer

    def due(self, last: dt.datetime) -> dt.datetime:
        """When it has to run, after it ran or was started at another time."""
        if self.every:
            return last + dt.timedelta(minutes=self.every)
        if self.calendar == "hourly":
            return last.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
        found = _CALENDAR.fullmatch(self.calendar)
        if found is None:
            raise ValueError(f"{self.name}: OnCalendar={self.calendar} is not understood here.")
        day, hour, minute = found[1], int(found[2]), int(found[3])
        time = last.replace(hour=hour, minute=minute, second=0, microsecond=0)
        while time <= last or (day and _DAYS[time.weekday()] != day):
            time += dt.timedelta(days=1)
        return time


@dataclass
class Runner:
    """Runs timers, each in a thread of its own, until it is stopped."""

    folder: Path
    python: str = sys.executable
    _stopped: threading.Event = field(default_factory=threading.Event)
    _running: set[subprocess.Popen[bytes]] = field(default_factory=set)

    def run(self, timers: list[Timer]) -> None:
        threads = [threading.Thread(target=self._repeat, args=[each]) for each in timers]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        self._stopped.set()
        for each in list(self._running):
            each.terminate()

    def _repeat(self, timer: Timer) -> None:
        while True:
            now = dt.datetime.now().astimezone()
            try:
                # A time in the future is of a clock that was set back since.
                wait = timer.due(min(self._last(timer), now)) - now
                if self._stopped.wait(max(0.0, wait.total_seconds())):
                    return
                self._run(timer)
            except OSError as error:
                sys.stderr.write(f"{timer.name}: {error}. Again in a minute.\n")
                if self._stopped.wait(_AGAIN):
                    return

    def _run(self, timer: Timer) -> None:
        arguments = [each.replace(_FOLDER, str(self.folder)) for each in timer.arguments]
        for each in timer.folders:
            (self.folder / each).mkdir(0o750, parents=True, exist_ok=True)
        nice = ["nice", "-n", str(timer.niceness)] if timer.niceness else []
        with subprocess.Popen([*nice, self.python, *arguments], cwd=ROOT) as process:
            self._running.add(process)
            if self._stopped.is_set():  # between the wait and now
                process.terminate()
            process.wait()
            self._running.discard(process)
        if not self._stopped.is_set():
            self._stamp(timer).touch()

    def _last(self, timer: Timer) -> dt.datetime:
        """When it ran; the first time it was known, if it has not run yet."""
        stamp = self._stamp(timer)
        if not stamp.exists():
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.touch()
        return dt.datetime.fromtimestamp(stamp.stat().st_mtime).astimezone()

    def _stamp(self, timer: Timer) -> Path:
        return self.folder / "timers" / timer.name


def timers() -> list[Timer]:
    """All that there are."""
    return [Timer.read(unit) for unit in sorted((ROOT / "deploy/systemd").glob("*.timer"))]


def _section(path: Path, name: str) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names have capitals
    parser.read(path)
    return parser[name]


def main() -> None:
    parser = argparse.ArgumentParser(description="Run the timers of deploy/systemd.")
    parser.add_argument("--folder", type=Path, default=Path(_FOLDER), help="the archive's data")
    options = parser.parse_args()
    os.umask(0o027)
    runner = Runner(options.folder)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, runner.stop)
    runner.run(timers())


if __name__ == "__main__":
    main()
