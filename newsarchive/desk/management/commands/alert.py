"""`manage.py alert`: send the e-mails about what is new in saved searches."""

from __future__ import annotations

import time
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from articles.databasefaults import sentence
from articles.extraction.words.explanations import counted
from articles.management.durations import seconds
from articles.management.output import printable
from articles.management.tables import require_tables
from newsarchive.desk.alerts import Report, ServerProblem, send_due
from newsarchive.desk.savedsearches import SavedSearch
from search.engines.base import EngineUnavailable

_LATER: Final = "What was not sent is sent by the next run."


class Command(BaseCommand):
    help = (
        "Send the e-mails about what is new in saved searches that are due: at once, daily or "
        "weekly. Run it from a timer, every few minutes. Several runs at a time send nothing twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every",
            type=seconds,
            metavar="SECONDS",
            help="do so again and again, with so many seconds between, until it is stopped",
        )

    def handle(self, *args: Any, every: float | None, **options: Any) -> None:
        require_tables()
        if every is None:
            self._report(self._send())
            return
        while True:
            try:
                report = self._send()
                if report.sent or report.refused:
                    self._report(report)
            except CommandError as error:
                # What is wrong now, such as a mail server that is down, may be right later.
                self.stderr.write(str(error))
            connection.close_if_unusable_or_obsolete()
            time.sleep(every)

    def _send(self) -> Report:
        try:
            wanted = SavedSearch.objects.exclude(alerts=SavedSearch.Alerts.NONE)
            if not settings.ARCHIVE_ADDRESS and wanted.exists():
                raise CommandError(
                    "Set ARCHIVE_ADDRESS to the address of the archive, such as "
                    "https://archive.example.org: e-mails lead there. Nothing was sent."
                )
            return send_due()
        except DatabaseError as error:
            raise CommandError(f"{sentence(error)} {_LATER}") from error
        except (ServerProblem, EngineUnavailable) as error:
            raise CommandError(printable(f"{error} {_LATER}")) from error

    def _report(self, report: Report) -> None:
        for refusal in report.refused:
            self.stderr.write(printable(refusal))
        if report.sent:
            searches = counted(report.searches, "search", "searches")
            self.stdout.write(f"{counted(report.sent, 'e-mail')} sent, about {searches}.")
        else:
            self.stdout.write("There was nothing to send.")
