"""`manage.py copies`: find the articles that share their text."""

from __future__ import annotations

from articles.copies import detection
from articles.management.upkeep import Upkeep


class Command(Upkeep):
    help = (
        "Find the articles that share their text. Every ingest and every edit does this for the "
        "articles that it changes; this command does it for those that were left."
    )
    tables = detection
    name, contents, verb = "copies", "copies", "compared"

    def counted(self) -> str:
        return f"{detection.number_of_copies():,} articles have copies"
