"""An article as a JSON record, for `ingest --json`."""

from __future__ import annotations

from typing import Any

from articles.ingest.ingest import Outcome


def record(outcome: Outcome) -> dict[str, Any]:
    """One file's outcome and its article's facts; what is unknown is None or empty."""
    article = outcome.article
    date = article.published_date if article else None
    return {
        "source": outcome.source,
        "sha256": outcome.sha256 or None,
        "outcome": str(outcome.kind),
        "error": outcome.error or None,
        "public_id": article.public_id if article else None,
        "outlet": article.outlet.name if article and article.outlet else None,
        "agency": (article and article.agency) or None,
        "headline": (article and article.headline) or None,
        "title": article.title if article else None,
        "standfirst": (article and article.standfirst) or None,
        "byline": article.byline if article else [],
        "dateline": (article and article.dateline) or None,
        "published": str(date) if date else None,
        "published_precision": date.precision if date else None,
        "published_basis": str(article.published_basis) if article else None,
        "published_why": (article and article.published_why) or None,
        "published_candidates": article.published_candidates if article else [],
        "captions": article.captions if article else [],
        "body": (article and article.body) or None,
        "url": (article and article.url) or None,
        "pinned": sorted(article.pins) if article else [],
        "findings": article.findings if article else [],
    }
