"""What commands share that bring tables up to date which are made of the articles' texts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles.databasefaults import sentence
from articles.derivedtables import DerivedTables
from articles.management.interruption import exit_code
from articles.management.tables import require_tables


class Upkeep(BaseCommand):
    """Brings ``tables`` up to date."""

    tables: ClassVar[DerivedTables]

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
                self.tables.keeper.forget()
            done = self.tables.keeper.bring_up_to_date()
            counted, waiting = self.counted(), self.tables.keeper.due().count()
        except DatabaseError as error:
            raise CommandError(f"{sentence(error)} Run the command again.") from error
        except KeyboardInterrupt as stop:
            raise CommandError(
                f"Stopped. What was {self.tables.verb} is stored; run the command again for the "
                "rest.",
                returncode=exit_code(stop),
            ) from None
        summary = f"{self.tables.verb.capitalize()} {done:,} articles; {counted}."
        self.stderr.write(summary, self.style.SUCCESS)
        if waiting:
            self.stderr.write(
                f"{waiting:,} wait still: they came or changed meanwhile, or a rule failed, "
                "as the log says."
            )

    def _check(self) -> None:
        is_in_step = True
        for problem in self.tables.out_of_step():
            self.stderr.write(problem)
            is_in_step = False
        if not is_in_step:
            raise CommandError(f"The {self.tables.contents} are not in step.")
        self.stderr.write(f"The {self.tables.contents} are in step.", self.style.SUCCESS)
