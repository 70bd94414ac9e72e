"""What commands share that bring tables up to date which are made of the articles' texts."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.db.models import QuerySet

from articles.databasefaults import sentence
from articles.management.interruption import exit_code
from articles.management.tables import require_tables


class Tables(Protocol):
    """A module that keeps such tables."""

    def due(self) -> QuerySet[Any]:
        """The articles that changed since they were done."""

    def differing(self) -> list[str]:
        """The public ids of those of a sample for which something else is stored."""

    def forget(self) -> None:
        """Let all articles be due."""

    def bring_up_to_date(self) -> int:
        """Do all articles that are due; returns how many they were."""


class Upkeep(BaseCommand):
    """``name`` is the command, ``contents`` what the tables have, in the plural, and ``verb`` what
    is done with an article, as a participle: compared, read."""

    tables: Tables
    name: ClassVar[str]
    contents: ClassVar[str]
    verb: ClassVar[str]

    def counted(self) -> str:
        """A part of a sentence that says how much is stored."""
        raise NotImplementedError

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--rebuild", action="store_true", help="do all articles again")
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
                self.tables.forget()
            done = self.tables.bring_up_to_date()
            counted = self.counted()
        except DatabaseError as error:
            raise CommandError(f"{sentence(error)} Run the command again.") from error
        except KeyboardInterrupt as stop:
            raise CommandError(
                f"Stopped. What was {self.verb} is stored; run the command again for the rest.",
                returncode=exit_code(stop),
            ) from None
        summary = f"{self.verb.capitalize()} {done:,} articles; {counted}."
        self.stderr.write(summary, self.style.SUCCESS)

    def _check(self) -> None:
        waiting, wrong = self.tables.due().count(), self.tables.differing()
        if waiting:
            self.stderr.write(
                f"{waiting:,} articles wait to be {self.verb}: run `manage.py {self.name}`."
            )
        for public_id in wrong:
            self.stderr.write(
                f"Article {public_id}: what is stored of its {self.contents} differs from its "
                f"text. Run `manage.py {self.name} --rebuild`."
            )
        if waiting or wrong:
            raise CommandError(f"The {self.contents} are not in step.")
        self.stderr.write(f"The {self.contents} are in step.", self.style.SUCCESS)
