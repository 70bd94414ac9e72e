"""`manage.py undo_ingest RUN`: undo an ingest, but for what people have changed since."""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.undoing import preview, sentence, tally, undo
from articles.management.output import printable
from articles.management.tables import require_tables
from articles.models import IngestRun


class Command(BaseCommand):
    help = (
        "Undo an ingest: remove the articles that it created, and take those that it updated back "
        "to their earlier captures. What a person has changed since stays, and is listed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="the number of the ingest")
        parser.add_argument("--dry-run", action="store_true", help="change nothing, only report")

    def handle(self, *args: Any, run: int, dry_run: bool, **options: Any) -> None:
        require_tables()
        found = IngestRun.objects.filter(pk=run).first()
        if found is None:
            newest = IngestRun.objects.first()
            raise CommandError(
                f"There is no ingest {run}."
                + (f" The newest one is {newest.pk}." if newest else " None was run yet.")
            )
        made = list(preview(found)) if dry_run else undo(found, getpass.getuser())
        for each in made:
            if not each.does:
                name = each.outcome.article.public_id if each.outcome.article else "removed"
                self.stdout.write(printable(f"{each.outcome.source} ({name}) stays: {each.why}"))
        dry = " (dry run: nothing was changed)" if dry_run else ""
        self.stderr.write(sentence(tally(made)) + dry, self.style.SUCCESS)
