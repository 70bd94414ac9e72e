"""`manage.py erase`: finish erasures, or repeat those of another state of the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles import erasure
from articles.databasefaults import sentence
from articles.extraction.words.explanations import counted
from articles.management.interruption import exit_code
from articles.management.output import printable
from articles.management.tables import require_tables
from newsarchive.operations.erasurelog import BadErasureLog, read
from newsarchive.operations.purging import Unpurged, purge
from search.engines.base import EngineUnavailable


class Command(BaseCommand):
    help = (
        "Remove from the disk what erased articles have left in the database file and the index. "
        "Articles are erased in admin; a worker then does this, too. With --replay, first erase "
        "what another state of this archive had erased."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--replay",
            type=Path,
            metavar="FILE",
            help="a log of erasures: the file that ERASURE_LOG names, or a copy of it",
        )

    def handle(self, *args: Any, replay: Path | None, **options: Any) -> None:
        require_tables()
        try:
            if replay is not None:
                entries = read(replay)
                count = erasure.replay(entries)
                self.stderr.write(
                    f"{counted(len(entries), 'erasure')} read, {counted(count, 'article')} erased."
                )
            count = purge()
        except (BadErasureLog, Unpurged) as error:
            raise CommandError(printable(str(error))) from error
        except EngineUnavailable as error:
            raise CommandError(
                f"The articles are erased, but the index still has words of them: {error}"
            ) from error
        except DatabaseError as error:
            raise CommandError(f"{sentence(error)} Run this again.") from error
        except OSError as error:
            raise CommandError(printable(f"{error.filename}: {error.strerror}.")) from error
        except KeyboardInterrupt as stop:
            raise CommandError("Stopped. Run this again.", returncode=exit_code(stop)) from None
        self.stderr.write(
            f"Removed what was left of {counted(count, 'article')} from the disk."
            if count
            else "Nothing is left to be removed from the disk.",
            self.style.SUCCESS,
        )
