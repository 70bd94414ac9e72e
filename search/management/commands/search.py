"""`manage.py search`: search for one text or for a list of them, and write the results as CSV."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.management.output import FileName, printable
from articles.management.tables import require_tables
from search.engines.base import EngineUnavailable
from search.exports.batch import COLUMNS, MOST, as_csv

#: The name that stands for standard input.
_STDIN = "-"


class Command(BaseCommand):
    help = (
        "Search as the search box does, for one text or for each line of a file, and write the "
        f"results as CSV, with the columns {', '.join(COLUMNS)}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "words",
            nargs="*",
            metavar="WORDS",
            help="what to search for; type -- before a text that begins with a minus sign",
        )
        parser.add_argument(
            "--from",
            dest="file",
            type=FileName,
            metavar="FILE",
            help=f"a file with a search on each line, in UTF-8; {_STDIN}: standard input",
        )
        parser.add_argument(
            "--limit",
            type=int,
            default=10,
            metavar="N",
            help=f"articles to list for each search, at most {MOST:,} (default 10); 0: only count",
        )

    def handle(
        self, *args: Any, words: list[str], file: str | None, limit: int, **options: Any
    ) -> None:
        if bool(words) == bool(file):
            raise CommandError("Type words to search for, or --from with a file of searches.")
        if not 0 <= limit <= MOST:
            raise CommandError(f"--limit must be a number from 0 to {MOST:,}.")
        require_tables()
        queries = list(_queries(file)) if file else [" ".join(words)]
        if not queries:
            raise CommandError(f"{_named(file or _STDIN)} has no line with a search.")
        try:
            for line in as_csv(queries, limit):
                self.stdout.write(line, ending="")
        except BrokenPipeError:
            # Whoever read the output has enough. Python would complain when it flushes the rest.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error


def _queries(file: str) -> Iterator[str]:
    """The lines of a file that are not empty."""
    try:
        data = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{printable(file)} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{_named(file)} is not in UTF-8.") from error
    return (line.strip() for line in text.splitlines() if line.strip())


def _named(file: str) -> str:
    return "Standard input" if file == _STDIN else printable(file)
