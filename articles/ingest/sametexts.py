"""Which articles of an ingest have the same text as another article."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from articles.ingest.outcomes import Kind
from articles.models import IngestRun, RunOutcome, SharedText

#: What `ingest --json` calls it, beside the outcomes of captures.
SAME_TEXT: Final = "same text"
#: Articles that are read in one go.
_TOGETHER: Final = 500


class SameText(NamedTuple):
    """An article, read from ``source``, and another one with the same text, by public ids.
    ``outlet`` is the name of the other one's, None if it is unknown."""

    source: str
    public_id: str
    other_id: str
    outlet: str | None

    @property
    def words(self) -> str:
        return f"the same text as {self.other_id} ({self.outlet or 'outlet unknown'})"

    @property
    def record(self) -> dict[str, Any]:
        """As `ingest --json` prints it."""
        return {
            "source": self.source,
            "outcome": SAME_TEXT,
            "public_id": self.public_id,
            "same_text_as": self.other_id,
        }


def same_texts(run: IngestRun, most: int | None = None) -> list[SameText]:
    """Each such article once, in the order of their sources; with ``most``, the first so many that
    were stored. Of two that the run stored, the second one is told. Right once the articles were
    compared, which is at the end of a run."""
    articles = _others(run).values_list("article", flat=True).distinct().order_by("article")
    chosen = list(articles[:most])
    outcomes = _stored(run)
    found: dict[int, SameText] = {}
    for start in range(0, len(chosen), _TOGETHER):
        keys = chosen[start : start + _TOGETHER]
        sources = dict(outcomes.filter(article__in=keys).values_list("article_id", "source"))
        rows = _others(run).filter(article__in=keys).order_by("article", "other")
        values = ("article", "article__public_id", "other__public_id", "other__outlet__name")
        for key, *ids in rows.values_list(*values):
            if key in sources:  # else it was stored a moment ago
                found.setdefault(key, SameText(sources[key], *ids))
    return sorted(found.values())


def number_of_same_texts(run: IngestRun) -> int:
    return _others(run).aggregate(number=Count("article", distinct=True))["number"] or 0


def _stored(run: IngestRun) -> QuerySet[RunOutcome]:
    return run.outcomes.filter(kind__in=(Kind.CREATED, Kind.UPDATED), article__isnull=False)


def _others(run: IngestRun) -> QuerySet[SharedText]:
    """The articles with the same text of each article that the run stored."""
    stored = _stored(run).values("article")
    rows = SharedText.objects.identical().filter(
        article__in=stored, article__withdrawn_at=None, other__withdrawn_at=None
    )
    return rows.filter(Q(other__lt=F("article")) | ~Q(other__in=stored))


def heading(number: int) -> str:
    articles = "1 article has" if number == 1 else f"{number:,} articles have"
    return f"{articles} the same text as another one, but for a few words at most"
