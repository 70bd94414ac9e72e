"""kill -9 at random moments over every command of manage.py and every change in the browser.

    python benchmarks/kills.py [--each N] [--only NAME…] [--keep FOLDER] [--seed N]

Makes an archive of some hundred captures, and for each kill a copy of it. A command is started as
an operator types it; a change is posted to gunicorn as a browser does. At a random moment of the
time that it takes undisturbed, the process is killed: a command alone or with its workers, gunicorn
with its workers, now and then a worker alone. Then this must hold (``benchmarks/killedarchive.py``
compares):

- the database is sound; the index equals the table, after ``manage.py drain`` if need be;
- what the command or the server has acknowledged is there;
- each article, outlet, account and decision is, together with its history, as before or as after,
  of a bulk change once a worker process has finished it;
- the same command again, or ``manage.py learn`` after a decision on lines, leads to exactly the
  state of a run that nobody killed: nothing is lost, nothing doubled;
- a backup is absent or whole.

It prints a table, and exits with 1 if there was a fault. The commands come from Django and the
actions from admin, and one without a row in ``killedcommands.py`` or ``killedchanges.py`` ends it
at once.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.archivestate import State, differing, has_articles
from benchmarks.killedarchive import Archive, Killed
from benchmarks.killedchanges import CHANGES, Change
from benchmarks.killedcommands import COMMANDS, Command
from benchmarks.killsubjects import refuse_unknown

#: Tries to hit a command that ends before the kill.
TRIES = 6
#: Of the kills of a server, the share that kill only its workers.
WORKER_ALONE = 0.25


@dataclass
class Row:
    """What the kills of one command or change have shown."""

    name: str
    kills: int = 0
    remedies: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def remedy(self, name: str) -> None:
        self.remedies[name] = self.remedies.get(name, 0) + 1

    def __str__(self) -> str:
        needed = ", ".join(f"{name} {count}" for name, count in sorted(self.remedies.items()))
        return f"| {self.name} | {self.kills} | {needed or 'none'} | {len(self.faults)} |"


class Run:
    """The kills of one run, each on a copy of an archive below ``folder``."""

    def __init__(self, folder: Path, base: Archive, each: int, rng: random.Random) -> None:
        self._folder, self._base, self._each, self._rng = folder, base, each, rng
        self.startup = base.seconds("diffsettings")

    def _copy(self, base: Archive | None) -> Archive:
        target = self._folder / "killed"
        shutil.rmtree(target, ignore_errors=True)
        return base.copy_to(target) if base else Archive(target, self._base.material)

    def command(self, command: Command) -> Row:
        row = Row(command.name)
        if command.prepare:
            base = self._base.copy_to(self._folder / "prepared")
            base.call(command.prepare)
        else:
            base = self._base
        whole = self._copy(None if command.anew else base)
        began = time.monotonic()
        code, _ = whole.run(command.arguments(whole), command.settings)
        seconds = time.monotonic() - began
        if code not in command.codes:
            row.faults.append(f"{code} undisturbed")
            return row
        learn = "learn" if command.learns else ""
        after = whole.examined(remedy=learn).state
        for _ in range(self._each):
            for _ in range(TRIES):
                archive = self._copy(None if command.anew else base)
                moment = self._rng.uniform(0.7 * self.startup, seconds)
                with_workers = self._rng.random() < 0.5
                out = archive.killed(command, moment, with_workers=with_workers)
                if out is not None:
                    break
                seconds *= 0.9
            else:
                continue
            row.kills += 1
            try:
                self._check_command(command, archive, out, after, row)
            except Exception as error:  # whatever goes wrong in a check is a finding
                row.faults.append(f"{type(error).__name__}: {error}")
        return row

    def _check_command(
        self, command: Command, archive: Archive, out: str, after: State, row: Row
    ) -> None:
        if command.file:
            problem = archive.backup_problem(command.file)
            if problem:
                row.faults.append(problem)
        if not command.anew or archive.call(has_articles):
            found = archive.examined(remedy="drain", acknowledged=command.acknowledged(out))
            row.faults += found.faults
            if found.remedied:
                row.remedy("drain")
            if command.anew:
                # The database was in place, which a restore never replaces.
                row.faults += differing(after, found.state)
                return
        if command.repeatable:
            code, err = archive.again(command.arguments(archive), command.settings)
            if code not in command.codes:
                row.faults.append(f"again: {code}: {err[-300:]}")
                return
            if command.anew:
                row.remedy("itself")
            found = archive.examined()
            if command.learns:
                learnt = archive.examined(remedy="learn")
                if learnt.state["lines"] != found.state["lines"]:
                    row.remedy("learn")
                found = learnt
            row.faults += found.faults
            row.faults += differing(after, found.state)

    def change(self, change: Change) -> Row:
        row = Row(change.name)
        if change.prepare:
            base = self._base.copy_to(self._folder / "prepared")
            base.call(change.prepare)
        else:
            base = self._base
        before = base.examined().state
        whole = self._copy(base)
        with whole.served(change.settings) as server:
            request = change.request(server)
            began = time.monotonic()
            status = server.post(*request)
            seconds = time.monotonic() - began
        if status not in (200, 302):
            row.faults.append(f"{status} undisturbed")
            return row
        found = whole.examined(remedy="learn" if change.learns else "", works=change.is_bulk)
        after = found.state
        row.faults += found.faults
        if before == after:
            row.faults.append("changes nothing")
        for _ in range(self._each):
            archive = self._copy(base)
            workers_only = self._rng.random() < WORKER_ALONE
            for _ in range(TRIES):
                moment = self._rng.uniform(0, seconds)
                killed = archive.killed_server(change, moment, workers_only=workers_only)
                if killed.status is None:
                    break
                archive = self._copy(base)
                seconds *= 0.9
            row.kills += 1
            try:
                self._check_change(change, archive, killed, before, after, row)
            except Exception as error:
                row.faults.append(f"{type(error).__name__}: {error}")
        return row

    def _check_change(
        self,
        change: Change,
        archive: Archive,
        killed: Killed,
        before: State,
        after: State,
        row: Row,
    ) -> None:
        row.faults += killed.faults
        found = archive.examined(remedy="drain", works=change.is_bulk)
        row.faults += found.faults
        if found.remedied:
            row.remedy("drain")
        if change.learns:
            learnt = archive.examined(remedy="learn").state
            if learnt["lines"] != found.state["lines"]:
                row.remedy("learn")
            found.state = learnt
        if killed.status is not None:
            row.faults += differing(after, found.state)
            return
        objects, old, new = (each["objects"] for each in (found.state, before, after))
        if objects not in (old, new):
            row.faults.append("half of the change is stored")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=6, help="kills of each command and change")
    parser.add_argument("--only", nargs="+", help="only those whose name has one of these words")
    parser.add_argument("--keep", type=Path, help="a folder for the archives")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        base = Archive(folder / "base", folder / "material")
        base.set_up()
        refuse_unknown()
        if not base.database.exists():
            base.make()
        run = Run(folder, base, options.each, random.Random(options.seed))
        subjects: list[tuple[Any, Callable[[Any], Row]]] = [
            *((each, run.command) for each in COMMANDS),
            *((each, run.change) for each in CHANGES),
        ]
        print("| command or change | kills | remedies that were needed | faults |", flush=True)
        print("|---|---|---|---|", flush=True)
        for subject, kill in subjects:
            if options.only and not any(word in subject.name for word in options.only):
                continue
            row = kill(subject)
            rows.append(row)
            print(row, flush=True)
            for fault in row.faults:
                print(f"    {fault}", file=sys.stderr, flush=True)
    faults = sum(len(row.faults) for row in rows)
    print(f"| **all** | {sum(row.kills for row in rows)} | | {faults} |")
    sys.exit(1 if faults else os.EX_OK)


if __name__ == "__main__":
    main()
