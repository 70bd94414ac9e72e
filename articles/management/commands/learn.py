"""`manage.py learn`: find the lines that recur on the pages of each outlet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.learning.learning import learn, store_missing_line_keys
from articles.management.announcement import announcement
from articles.management.interruption import exit_code
from articles.management.output import printable
from articles.management.tables import require_tables
from articles.models import LearntLineQuerySet


class Command(BaseCommand):
    help = (
        "Find the lines that recur in the stored captures of each outlet. Every ingest does this "
        "at its end for the outlets that it adds to; this command does it for all outlets."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        require_tables()
        try:
            store_missing_line_keys()
            snapshot = learn("manage.py learn")
        except DatabaseError as error:
            raise CommandError(
                f"The recurring lines were not updated: {error}. Run the command again."
            ) from error
        except KeyboardInterrupt as stop:
            raise CommandError(
                "Stopped. Run the command again.", returncode=exit_code(stop)
            ) from None
        if snapshot is None:
            self.stderr.write("Nothing new: the recurring lines are the same as before.")
            return
        self._report("+", snapshot.added)
        self._report("-", snapshot.removed)
        self.stderr.write(announcement(snapshot), self.style.SUCCESS)

    def _report(self, sign: str, lines: LearntLineQuerySet) -> None:
        for line in lines.select_related("outlet"):
            counts = f"{line.seen} of {line.among}, {line.get_state_display()}"
            text = f"{sign} {line.outlet}: {line.example} ({counts})"
            self.stdout.write(printable(text))
