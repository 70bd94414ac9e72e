"""An article as a JSON record, for `ingest --json`."""

from __future__ import annotations

from typing import Any

from articles.facts.record import record as facts_of
from articles.facttable import FACTS
from articles.ingest.ingest import Outcome

_PUBLISHED = ("", "precision", "basis", "why", "candidates")


def record(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome and the facts of its article; unknown values are None or empty."""
    article = outcome.article
    facts: dict[str, Any] = {}
    for fact in FACTS.values():
        if fact.export.report:
            facts |= facts_of(article, [fact], published=_PUBLISHED)
        if fact.name == "headline":
            facts["title"] = article.title if article else None
    return {
        "source": outcome.source,
        "container": outcome.container or None,
        "member": outcome.member or None,
        "sha256": outcome.sha256 or None,
        "outcome": str(outcome.kind),
        "error": outcome.error or None,
        "note": outcome.note or None,
        "public_id": article.public_id if article else None,
        **facts,
        "pinned": sorted(article.pins) if article else [],
        "findings": article.findings if article else [],
    }
