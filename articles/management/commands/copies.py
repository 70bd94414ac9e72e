"""`manage.py copies`: find the articles that share their text."""

from __future__ import annotations

from articles.copies.detection import number_of_copies
from articles.derivedtables import COPIES
from articles.management.upkeep import Upkeep


class Command(Upkeep):
    help = (
        "Find the articles that share their text. Every ingest and every edit does this for the "
        "articles that it changes; this command does it for those that were left."
    )
    tables = COPIES

    def counted(self) -> str:
        return f"{number_of_copies():,} articles have copies"
