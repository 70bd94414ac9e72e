"""`manage.py drain`: write waiting changes of articles to the index."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.management.databasefaults import sentence
from search.engines.base import EngineUnavailable
from search.index.outbox import drain
from search.models import OutboxEntry


class Command(BaseCommand):
    help = "Bring the search index up to date with the articles that have changed."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            settled = drain(wait=60)
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(sentence(error)) from error
        left = OutboxEntry.objects.count()
        if left:
            raise CommandError(
                f"{left} changes are still waiting: another process is writing to the index. "
                "Try again."
            )
        self.stderr.write(f"Changes indexed: {settled}.", self.style.SUCCESS)
