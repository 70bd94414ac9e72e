"""`manage.py drain`: write waiting changes of articles to the index."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.models import Max

from articles.databasefaults import sentence
from articles.management.durations import seconds
from search.engines.base import EngineUnavailable
from search.index.draining import drain
from search.models import OutboxEntry


class Command(BaseCommand):
    help = "Bring the search index up to date with the articles that have changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every",
            type=seconds,
            metavar="SECONDS",
            help="do so again and again, with so many seconds between, until it is stopped",
        )

    def handle(self, *args: Any, every: float | None, **options: Any) -> None:
        if every is None:
            self._report(self._drain())
            return
        while True:
            try:
                if settled := self._drain():
                    self._report(settled)
            except CommandError as error:
                # Whatever is wrong now, such as an index that is being rebuilt, may be right later.
                self.stderr.write(str(error))
            connection.close_if_unusable_or_obsolete()
            time.sleep(every)

    def _drain(self) -> int:
        try:
            # What is changed meanwhile is brought by whoever changes it.
            newest = OutboxEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
            settled = drain(wait=60)
            left = OutboxEntry.objects.filter(pk__lte=newest).count()
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(sentence(error)) from error
        if left:
            raise CommandError(
                f"{left} changes are still waiting: another process is writing to the index. "
                "Try again."
            )
        return settled

    def _report(self, settled: int) -> None:
        self.stderr.write(f"Changes indexed: {settled}.", self.style.SUCCESS)
