"""`GET /metrics`: the numbers for Prometheus, for those who may read the archive's state."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from articles.models import Article
from search.engines.base import EngineUnavailable
from search.index.agreement import searched
from search.index.waiting import oldest_age
from search.models import OutboxEntry
from search.query.clauses import Query
from search.views.health import may_see_counts


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers of all processes, and the state of the archive now. 401 for others."""
    if not may_see_counts(request):
        return HttpResponse(
            "Metrics need a token with the scope “monitor”, or an account that may see them.\n",
            status=401,
            content_type="text/plain; charset=utf-8",
            headers={"WWW-Authenticate": "Bearer"},
        )
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types here
    registry.register(_State())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _State(Collector):
    """Asks the database and the index when it is read. What does not respond is left out."""

    def collect(self) -> Iterator[Metric]:
        try:
            age = oldest_age()
            waiting = OutboxEntry.objects.count()
            articles = Article.objects.shown().count()
        except DatabaseError:
            yield _gauge("database_up", "Whether the database responds.", 0)
        else:
            yield _gauge("database_up", "Whether the database responds.", 1)
            yield _gauge("articles", "Articles that are shown.", articles)
            yield _gauge("outbox_waiting", "Changes that the index lacks.", waiting)
            seconds = age.total_seconds() if age else 0
            yield _gauge("outbox_oldest_seconds", "Age of the oldest such change.", seconds)
        try:
            found = searched().search(Query(), size=0)
        except EngineUnavailable:
            yield _gauge("index_up", "Whether the index can be searched.", 0)
        else:
            yield _gauge("index_up", "Whether the index can be searched.", 1)
            yield _gauge("index_documents", "Documents of the index.", found.total)
            name = {"generation": found.generation}
            yield InfoMetricFamily("newsarchive_index", "The index in use.", value=name)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"newsarchive_{name}", meaning, value=value)
