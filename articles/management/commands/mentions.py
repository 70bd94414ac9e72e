"""`manage.py mentions`: find the names and quotations of articles."""

from __future__ import annotations

from articles.derivedtables import MENTIONS
from articles.management.upkeep import Upkeep
from articles.models import Mention, Quotation


class Command(Upkeep):
    help = (
        "Find the people, places and organisations that articles name, and who says what. Every "
        "ingest and every edit does this for the articles that it changes; this command does it "
        "for those that were left."
    )
    tables = MENTIONS

    def counted(self) -> str:
        names, quotations = Mention.objects.count(), Quotation.objects.count()
        return f"{names:,} names and {quotations:,} quotations are stored"
