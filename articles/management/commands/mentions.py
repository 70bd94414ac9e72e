"""`manage.py mentions`: find the names and quotations of articles."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles.databasefaults import sentence
from articles.management.interruption import exit_code
from articles.management.tables import require_tables
from articles.mentions.storage import bring_up_to_date, differing, due, forget
from articles.models import Mention, Quotation


class Command(BaseCommand):
    help = (
        "Find the people, places and organisations that articles name, and who says what. Every "
        "ingest and every edit does this for the articles that it changes; this command does it "
        "for those that were left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--rebuild", action="store_true", help="read all articles again")
        chosen.add_argument(
            "--check",
            action="store_true",
            help="change nothing; exit with 1 if an article waits, or if what is stored of a "
            "sample of articles differs from their texts",
        )

    def handle(self, *args: Any, check: bool, rebuild: bool, **options: Any) -> None:
        require_tables()
        try:
            if check:
                self._check()
                return
            if rebuild:
                forget()
            done = bring_up_to_date()
            counts = Mention.objects.count(), Quotation.objects.count()
        except DatabaseError as error:
            raise CommandError(f"{sentence(error)} Run the command again.") from error
        except KeyboardInterrupt as stop:
            raise CommandError(
                "Stopped. What was read is stored; run the command again for the rest.",
                returncode=exit_code(stop),
            ) from None
        self.stderr.write(
            f"Read {done:,} articles; {counts[0]:,} names and {counts[1]:,} quotations are stored.",
            self.style.SUCCESS,
        )

    def _check(self) -> None:
        waiting, wrong = due().count(), differing()
        if waiting:
            self.stderr.write(f"{waiting:,} articles wait to be read: run `manage.py mentions`.")
        for public_id in wrong:
            self.stderr.write(
                f"Article {public_id}: its stored names or quotations differ from its text. Run "
                "`manage.py mentions --rebuild`."
            )
        if waiting or wrong:
            raise CommandError("The names and quotations are not in step.")
        self.stderr.write("The names and quotations are in step.", self.style.SUCCESS)
