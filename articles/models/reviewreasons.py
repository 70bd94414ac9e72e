"""Why a person should review an article."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from articles.readers.tables.teasers import ONLY_A_TEASER


@dataclass(frozen=True, slots=True)
class ReviewReason:
    """A reason for a person to review an article: a fact of which the rules are not certain.

    ``label`` names the reason in admin, ``fact`` is the fact in question, and ``condition`` selects
    the articles. ``has_notice``: all of them have a notice, for which there is an index.
    """

    label: str
    fact: str
    condition: models.Q
    has_notice: bool = False


#: By its length, for which there is an index: there are few, and many long rows.
NO_HEADLINE = models.Q(headline__length=0)

#: By the value that stands for the reason in addresses.
REVIEW_REASONS = {
    "killed": ReviewReason(
        "Withdrawn by its provider",
        "notice",
        ~models.Q(notice="") & ~models.Q(notice=ONLY_A_TEASER),
        has_notice=True,
    ),
    "teaser": ReviewReason("Teaser only", "body", models.Q(notice=ONLY_A_TEASER), has_notice=True),
    "undated": ReviewReason("Undated", "published", models.Q(published__isnull=True)),
    "inferred": ReviewReason("Date inferred", "published", models.Q(published_basis="inferred")),
    "headline": ReviewReason("No headline", "headline", NO_HEADLINE),
}
