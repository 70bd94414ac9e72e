"""`manage.py watch DIR`: ingest what is put into a folder."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles.ingest.dropfolder import DONE, FAILED, DropFolder, Dropped, FolderRefused
from articles.ingest.sametexts import SAME_TEXT
from articles.management.durations import seconds
from articles.management.interruption import exit_code, interruption
from articles.management.output import printable
from articles.management.tables import require_tables
from newsarchive.sharedlocks import SharedLock

#: Paths that one ingest gets at most: a command line has a limited length.
_AT_ONCE = 200
#: Seconds between two looks at the folder, and between tries if the archive cannot store anything.
_PAUSE, _LONG_PAUSE = 1.0, 60.0


class Command(BaseCommand):
    help = (
        "Ingest what is put into a folder, until it is stopped. A file or folder that is complete "
        f"is ingested and moved to {DONE}/ in that folder, or to {FAILED}/ with the reason beside "
        "it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--settle",
            type=seconds,
            default=5.0,
            metavar="SECONDS",
            help="a file is complete if it has not changed for so long (default 5)",
        )
        parser.add_argument(
            "--once",
            action="store_true",
            help="end when all files that are complete have been moved, for cron",
        )
        parser.add_argument(
            "options",
            nargs=argparse.REMAINDER,
            metavar="-- OPTION",
            help="options of ingest, such as -- --captured-at file",
        )

    def handle(
        self, *args: Any, folder: Path, settle: float, once: bool, options: list[str], **rest: Any
    ) -> None:
        require_tables()
        drop = DropFolder(folder.absolute(), settle)
        passed_on = options[1:] if options[:1] == ["--"] else options
        try:
            with drop.locked() as lock, interruption():
                self._watch(drop, passed_on, lock, once=once)
        except FolderRefused as refused:
            raise CommandError(printable(str(refused))) from refused
        except KeyboardInterrupt as stop:
            self.stderr.write("Stopped. Files that were not moved will be ingested next time.")
            sys.exit(exit_code(stop))

    def _watch(
        self, drop: DropFolder, options: Sequence[str], lock: SharedLock, *, once: bool
    ) -> None:
        drop.look()
        time.sleep(min(drop.settle, _PAUSE))
        began, healthy = time.monotonic(), True
        while True:
            found = drop.look()[:_AT_ONCE]
            # After a restart of the database another machine may have been faster.
            healthy = _is_ours(lock) and self._ingest(drop, found, options) if found else True
            if once and not found and time.monotonic() - began >= drop.settle:
                return
            if once and not healthy:
                sys.exit(1)
            if not found or not healthy:
                time.sleep(_PAUSE if healthy else _LONG_PAUSE)

    def _ingest(self, drop: DropFolder, found: Sequence[Dropped], options: Sequence[str]) -> bool:
        """Ingest and move. False if the archive could not store something: that stays."""
        reasons, unstored = _outcomes([each.path for each in found], options)
        for dropped in found:
            if dropped.path in unstored:
                continue
            try:
                target = drop.move(dropped, reasons[dropped.path])
            except OSError as error:
                sentence = (
                    f"{dropped.path} is in the archive but cannot be moved ({error.strerror})."
                )
                raise CommandError(printable(sentence)) from error
            if target is not None:
                self.stdout.write(
                    printable(f"{dropped.path.name}: {target.relative_to(drop.folder)}")
                )
        if unstored:
            self.stderr.write(
                f"{len(unstored)} of {len(found)} could not be stored and stay where they are; the "
                f"next try is in {_LONG_PAUSE:.0f} seconds."
            )
        return not unstored


def _is_ours(lock: SharedLock) -> bool:
    try:
        return lock.renew()
    except DatabaseError:
        return False


def _outcomes(
    paths: Sequence[Path], options: Sequence[str]
) -> tuple[dict[Path, list[str]], set[Path]]:
    """Ingest paths in a process of its own, whose memory is free again afterwards.

    Returns, by path, why something in it failed; and the paths of which something was read but not
    stored, or of which the process did not say anything.
    """
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "ingest", "--json", *options]
    reasons: dict[Path, list[str]] = defaultdict(list)
    silent, not_stored = set(paths), set()
    with subprocess.Popen(  # noqa: S603 - our own manage.py, without a shell
        [*command, "--", *map(str, paths)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            for line in process.stdout or ():
                outcome = json.loads(line)
                if outcome["outcome"] == SAME_TEXT:
                    continue
                path = _path_of(outcome["container"] or outcome["source"], paths)
                silent.discard(path)
                if outcome["outcome"] == "failed":
                    if outcome["sha256"]:
                        not_stored.add(path)
                    reasons[path].append(f"{outcome['source']}: {outcome['error']}")
        except BaseException:
            process.terminate()
            raise
    return reasons, silent | not_stored


def _path_of(file: str, paths: Sequence[Path]) -> Path:
    """The path, a file or a folder, that an ingested file belongs to."""
    return next(each for each in paths if Path(file).is_relative_to(each))
