"""`manage.py copies`: find the articles that share their text."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles.copies.detection import bring_up_to_date, differing, due, forget, number_of_copies
from articles.databasefaults import sentence
from articles.management.interruption import exit_code
from articles.management.tables import require_tables


class Command(BaseCommand):
    help = (
        "Find the articles that share their text. Every ingest and every edit does this for the "
        "articles that it changes; this command does it for those that were left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--rebuild", action="store_true", help="compare all articles again")
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
            compared = bring_up_to_date()
        except DatabaseError as error:
            raise CommandError(f"{sentence(error)} Run the command again.") from error
        except KeyboardInterrupt as stop:
            raise CommandError(
                "Stopped. What was compared is stored; run the command again for the rest.",
                returncode=exit_code(stop),
            ) from None
        self.stderr.write(
            f"Compared {compared:,} articles; {number_of_copies():,} articles have copies.",
            self.style.SUCCESS,
        )

    def _check(self) -> None:
        waiting, wrong = due().count(), differing()
        if waiting:
            self.stderr.write(f"{waiting:,} articles wait to be compared: run `manage.py copies`.")
        for public_id in wrong:
            self.stderr.write(
                f"Article {public_id}: what is stored of its copies differs from its text. Run "
                "`manage.py copies --rebuild`."
            )
        if waiting or wrong:
            raise CommandError("The copies are not in step.")
        self.stderr.write("The copies are in step.", self.style.SUCCESS)
