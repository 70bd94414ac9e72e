"""`manage.py alert`: send the e-mails about what is new in saved searches."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.extraction.words.explanations import counted
from articles.management.output import printable
from articles.management.tables import require_tables
from newsarchive.desk.alerts import ServerProblem, send_due
from newsarchive.desk.savedsearches import SavedSearch
from search.engines.base import EngineUnavailable


class Command(BaseCommand):
    help = (
        "Send the e-mails about what is new in saved searches that are due: at once, daily or "
        "weekly. Run it from a timer, every few minutes. Several runs at a time send nothing twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        require_tables()
        wanted = SavedSearch.objects.exclude(alerts=SavedSearch.Alerts.NONE)
        if not settings.ARCHIVE_ADDRESS and wanted.exists():
            raise CommandError(
                "Set ARCHIVE_ADDRESS to the address of the archive, such as "
                "https://archive.example.org: e-mails lead there. Nothing was sent."
            )
        try:
            report = send_due()
        except (ServerProblem, EngineUnavailable) as error:
            raise CommandError(
                printable(f"{error} What was not sent is sent by the next run.")
            ) from error
        for sentence in report.refused:
            self.stderr.write(printable(sentence))
        if report.sent:
            searches = counted(report.searches, "search", "searches")
            self.stdout.write(f"{counted(report.sent, 'e-mail')} sent, about {searches}.")
        else:
            self.stdout.write("There was nothing to send.")
