"""`manage.py reindex`: rebuild the index, or check whether it matches the articles."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles.databasefaults import sentence
from search.engines import get_engine
from search.engines.base import EngineAway, EngineUnavailable, State
from search.index.agreement import standing
from search.index.differences import differences
from search.index.draining import drain, rebuild
from search.index.waiting import oldest_age

#: Ids that a line of --check lists; further ones are only counted.
NAMED = 50


class Command(BaseCommand):
    help = "Rebuild the search index from the articles, next to the one in use, then replace it."

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--if-needed",
            action="store_true",
            help="only if the index is missing, damaged, of another version or archive, or "
            "different from the articles",
        )
        choice.add_argument(
            "--check",
            action="store_true",
            help="change nothing; read every file of the index; exit with 1 if one is damaged or "
            "the index and the articles differ",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                self._check()
            elif options["if_needed"] and not self._is_needed():
                self.stderr.write("The index is up to date with the articles.", self.style.SUCCESS)
            else:
                self.stderr.write(f"{rebuild()} articles indexed.", self.style.SUCCESS)
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(sentence(error)) from error

    def _is_needed(self) -> bool:
        status = standing()
        if status.state is State.AWAY:
            raise EngineUnavailable(status.problem, status.remedy)
        if status.state is not State.READY:
            return True
        drain(wait=60)
        try:
            get_engine().verify()
            return any(differences().values())
        except EngineAway:
            raise
        except EngineUnavailable:
            return True

    def _check(self) -> None:
        status = standing()
        if status.state is not State.READY:
            raise EngineUnavailable(status.problem, status.remedy)
        get_engine().verify()
        found = differences()
        for how, ids in found.items():
            if ids:
                named = " ".join(map(str, ids[:NAMED]))
                more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
                self.stdout.write(f"{how}: {named}{more}")
        if any(found.values()):
            # Waiting changes are the usual cause, and draining costs less than a rebuild.
            command = "reindex" if oldest_age() is None else "drain"
            self.stderr.write(f"The index and the articles differ: run `manage.py {command}`.")
            sys.exit(1)
        self.stderr.write("The index is up to date with the articles.", self.style.SUCCESS)
