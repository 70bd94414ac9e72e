"""`manage.py restore FILE`: make an archive from a backup."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from articles.databasefaults import sentence
from articles.erasure import Erasure
from articles.extraction.words.explanations import counted
from articles.management.interruption import exit_code
from articles.management.output import printable
from articles.management.tables import require_tables
from articles.models import Takedown
from newsarchive.operations import journal
from newsarchive.operations.backupfile import BackupReader, BadBackup
from newsarchive.operations.comparison import differences
from newsarchive.operations.erasurelog import BadErasureLog, read, write
from newsarchive.operations.models import JournalEntry
from newsarchive.operations.progress import progress_of
from newsarchive.operations.restore import (
    RestoreRefused,
    check_version,
    refuse_full_database,
    restore,
)
from search.engines import get_engine
from search.engines.base import EngineUnavailable, State
from search.engines.registry import shown
from search.index.draining import rebuild


class Command(BaseCommand):
    help = (
        "Verify a backup, load it into the database of the settings, which must hold nothing, and "
        "build the search index. A backup of an earlier version is brought up to this one. What "
        "the log of erasures names is erased again."
    )
    #: There may be no database yet.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a file that `backup` wrote")
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--into",
            type=Path,
            metavar="FOLDER",
            help="make a database and an index in this folder, beside the archive in use",
        )
        choice.add_argument(
            "--check", action="store_true", help="only verify the file; restore nothing"
        )
        choice.add_argument(
            "--compare",
            action="store_true",
            help="compare the database with the file, row by row; restore nothing",
        )

        parser.add_argument(
            "--erasures",
            type=Path,
            metavar="LOG",
            help="the log of erasures to repeat; by default the one that ERASURE_LOG names, if it "
            "is there",
        )

    def handle(
        self,
        *args: Any,
        file: Path,
        into: Path | None,
        check: bool,
        compare: bool,
        erasures: Path | None,
        **options: Any,
    ) -> None:
        log = erasures or Path(settings.ERASURE_LOG)
        if into:
            self._restore_into(file, into, log)
            return
        try:
            if compare:
                self._compare(file)
                return
            entries = _entries(log) if erasures or log.exists() else []
            self._restore(file, entries, only_check=check)
        except (BadBackup, RestoreRefused) as error:
            raise CommandError(printable(str(error))) from error
        except DatabaseError as error:
            raise CommandError(f"{sentence(error)} Nothing was restored.") from error
        except OSError as error:
            raise CommandError(
                f"The database cannot be written: {error.strerror or error}. Nothing was restored."
            ) from error
        except KeyboardInterrupt as stop:
            raise CommandError(
                "Stopped. Nothing was restored.", returncode=exit_code(stop)
            ) from None
        if check:
            return
        try:
            count = rebuild()
        except EngineUnavailable as error:
            raise CommandError(f"The articles are restored, but cannot be searched: {error}") from (
                error
            )
        except KeyboardInterrupt as stop:
            raise CommandError(
                "Stopped. The articles are restored, but cannot be searched: run `manage.py "
                "reindex`.",
                returncode=exit_code(stop),
            ) from None
        self.stderr.write(f"{count} articles indexed.", self.style.SUCCESS)

    def _restore(self, file: Path, entries: Sequence[Erasure], *, only_check: bool) -> None:
        began = timezone.now()
        with BackupReader(file) as backup:
            manifest = backup.manifest
            if not only_check:
                # What costs nothing comes first.
                check_version(manifest)
                refuse_full_database()
                _refuse_full_index()
            with progress_of("Verifying", manifest.size, "B") as progress:
                backup.verify(progress)
            made = printable(f"made at {manifest.made_at} by version {manifest.version}")
            if only_check:
                self.stderr.write(
                    f"The backup is whole: {manifest.rows} rows, {made}.", self.style.SUCCESS
                )
                return
            with progress_of("Restoring", manifest.rows, "row") as progress:
                erased = restore(backup, progress, entries)
        summary = f"{manifest.rows} rows from {printable(str(file))}, {made}."
        journal.note(
            self,
            task=JournalEntry.Task.RESTORE,
            began_at=began,
            outcome=JournalEntry.Outcome.DONE,
            summary=summary,
        )
        self.stderr.write(f"Restored: {summary}", self.style.SUCCESS)
        if erased:
            self.stderr.write(f"{counted(erased, 'article')} erased again, as the log says.")
        if Takedown.objects.filter(action=Takedown.Action.ERASED).exists():
            try:
                write(Path(settings.ERASURE_LOG))
            except (BadErasureLog, OSError) as error:
                self.stderr.write(printable(f"The log of erasures could not be written: {error}"))

    def _compare(self, file: Path) -> None:
        require_tables()
        with BackupReader(file) as backup:
            with progress_of("Comparing", backup.manifest.rows, "row") as progress:
                found = list(differences(backup, progress))
            for each in found:
                self.stdout.write(printable(each))
            if found:
                raise CommandError("The database is not what the backup has.")
            rows = backup.manifest.rows
        self.stderr.write(f"The database has the {rows:,} rows of the backup.", self.style.SUCCESS)

    def _restore_into(self, file: Path, folder: Path, log: Path) -> None:
        """Run this command again, with the settings of an archive in that folder."""
        folder = folder.resolve()
        place = {
            "DATABASE_URL": f"sqlite:///{quote(str(folder / 'archive.sqlite3'))}",
            "SEARCH_URL": f"whoosh://{quote(str(folder / 'index'))}",
        }
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(file)]
        if log.exists():
            command += ["--erasures", str(log.resolve())]
        code = subprocess.run(command, env=os.environ | place, check=False).returncode  # noqa: S603 - this program
        if code:
            sys.exit(code)
        self.stderr.write("To use it, set:")
        for name, value in place.items():
            self.stdout.write(printable(f"{name}={value}"))


def _entries(log: Path) -> list[Erasure]:
    try:
        return read(log)
    except BadErasureLog as error:
        raise RestoreRefused(f"{error} Nothing was restored.") from error
    except OSError as error:
        raise RestoreRefused(
            f"{log} cannot be read: {error.strerror}. Nothing was restored."
        ) from error


def _refuse_full_index() -> None:
    """Keep the index of another archive, whose setting somebody forgot to change."""
    status = get_engine().status()
    if status.state is State.READY and status.documents:
        raise RestoreRefused(
            f"The index at SEARCH_URL ({shown(settings.SEARCH_URL)}) has {status.documents} "
            "articles. If another archive uses it, restore with --into FOLDER; if its database is "
            "lost, delete the index first."
        )
