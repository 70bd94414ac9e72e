"""`manage.py backup FILE`: write the whole archive to one file while everything goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from articles.databasefaults import sentence
from articles.management.interruption import exit_code
from articles.management.output import printable
from articles.management.tables import require_tables
from newsarchive.operations import journal
from newsarchive.operations.backup import BackupRefused, backup, total_rows
from newsarchive.operations.models import JournalEntry
from newsarchive.operations.progress import progress_of

#: The names of backups in a folder, which sort by time.
_PREFIX = "newsarchive-"
_NAMES = f"{_PREFIX}[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]-[0-9]*.zip"


class Command(BaseCommand):
    help = (
        "Write all articles, captures and their history to one file, which `manage.py restore` "
        "makes into an archive again. Passwords, sessions and tokens are left out. Everybody can "
        "go on working meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help="where to write it; in a folder, the file gets a name with the time",
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="replace the file if it is there already"
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="if FILE is a folder, delete all but the newest N backups there, once this one is "
            "written",
        )

    def handle(
        self, *args: Any, file: Path, overwrite: bool, keep: int | None, **options: Any
    ) -> None:
        if keep is not None and (keep < 1 or not file.is_dir()):
            raise CommandError("--keep needs a folder, and a number of at least 1.")
        require_tables()
        began = timezone.now()
        path = file / f"{_PREFIX}{began:%Y-%m-%d-%H%M%S}.zip" if file.is_dir() else file
        outcome, summary = JournalEntry.Outcome.FAILED, "No backup was written."
        try:
            with progress_of("Writing", total_rows(), "row") as progress:
                manifest = backup(path, progress, overwrite=overwrite)
            size = filesizeformat(path.stat().st_size).replace("\xa0", " ")
            outcome = JournalEntry.Outcome.DONE
            summary = printable(f"{manifest.rows} rows, {size}, in {path}.")
        except (BackupRefused, LookupError) as error:
            summary = printable(str(error.args[0]))
            raise CommandError(summary) from error
        except DatabaseError as error:
            summary = f"{sentence(error)} No backup was written."
            raise CommandError(summary) from error
        except OSError as error:
            summary = printable(
                f"{path} cannot be written: {error.strerror or error}. No backup was written."
            )
            raise CommandError(summary) from error
        except KeyboardInterrupt as stop:
            outcome = JournalEntry.Outcome.STOPPED
            raise CommandError(f"Stopped. {summary}", returncode=exit_code(stop)) from None
        finally:
            journal.note(
                self,
                task=JournalEntry.Task.BACKUP,
                began_at=began,
                outcome=outcome,
                summary=summary,
            )
        self.stderr.write(f"Backup written: {summary}", self.style.SUCCESS)
        if keep is not None:
            self._delete_old(file, keep)

    def _delete_old(self, folder: Path, keep: int) -> None:
        for old in sorted(folder.glob(_NAMES))[:-keep]:
            try:
                old.unlink()
            except OSError as error:
                raise CommandError(
                    printable(f"The old backup {old} cannot be deleted: {error.strerror}.")
                ) from error
            self.stderr.write(printable(f"Deleted {old}."))
