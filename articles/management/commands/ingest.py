"""`manage.py ingest PATH…`: captured texts become articles."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from tqdm import tqdm

from articles.ingest import Kind, ingest
from articles.models import Article
from articles.readers import find
from articles.records import record


class Command(BaseCommand):
    help = "Read captured news texts (files, or folders of *.txt) into the archive."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder of *.txt")
        parser.add_argument("--dry-run", action="store_true", help="store nothing, only report")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object per file on standard output"
        )

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        _demand_tables()
        counts: Counter[Kind] = Counter()
        found = list(find(paths))
        progress = tqdm(
            ingest(found, dry_run=options["dry_run"]),
            total=len(found),
            unit="file",
            desc="Ingesting",
            file=sys.stderr,
            disable=None,  # shown on a terminal only
            leave=False,
        )
        try:
            for outcome in progress:
                counts[outcome.kind] += 1
                if options["json"]:
                    self.stdout.write(_printable(json.dumps(record(outcome), ensure_ascii=False)))
                if outcome.kind is Kind.FAILED:
                    with tqdm.external_write_mode(file=sys.stderr):
                        self.stderr.write(_printable(f"{outcome.source}: {outcome.error}"))
        except KeyboardInterrupt:
            progress.close()
            self.stderr.write(f"Stopped. {_summary(counts)}; the rest was not read.")
            sys.exit(130)
        except OSError as error:
            # Whoever read the JSON went away, or it cannot be written. Python would complain
            # again when it flushes.
            sys.stdout = None
            progress.close()
            reason = error.strerror or "standard output cannot be written"
            self.stderr.write(f"Stopped: {reason}. {_summary(counts)}; the rest was not read.")
            sys.exit(1)
        dry = " (dry run: nothing was stored)" if options["dry_run"] else ""
        style = self.style.WARNING if counts[Kind.FAILED] else self.style.SUCCESS
        self.stderr.write(_summary(counts) + dry, style)
        if counts[Kind.FAILED]:
            sys.exit(1)


def _summary(counts: Counter[Kind]) -> str:
    return ", ".join(f"{kind} {counts[kind]}" for kind in Kind)


def _printable(text: str) -> str:
    """A path may hold bytes that are no text: they are shown escaped."""
    return text.encode("utf-8", "backslashreplace").decode()


def _demand_tables() -> None:
    """One clear sentence instead of a traceback where the database was never migrated."""
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise CommandError(f"The database cannot be reached: {error}") from error
    if Article._meta.db_table not in tables:
        raise CommandError("The database has no tables yet: run `manage.py migrate` first.")
