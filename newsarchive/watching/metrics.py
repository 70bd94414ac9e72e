"""What is counted for Prometheus while requests are answered and files are ingested.

Imported only if METRICS_FOLDER is set. All processes of the archive, also those of commands, write
their numbers to files in this folder, and each of them can add up the numbers of all.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from prometheus_client import Counter, Histogram

REQUESTS: Final = Counter(
    "newsarchive_requests_total", "Requests answered.", ["view", "method", "status"]
)
SECONDS: Final = Histogram(
    "newsarchive_request_seconds",
    "Seconds until an answer was ready to be sent.",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
SEARCHES: Final = Counter("newsarchive_searches_total", "Requests that search for words.", ["view"])
INGESTED: Final = Counter("newsarchive_ingested_total", "Captures ingested.", ["outcome"])
TASKS: Final = Counter(
    "newsarchive_tasks_total", "Ingests, backups, checks and the like.", ["task", "outcome"]
)
ERRORS: Final = Counter("newsarchive_errors_total", "Errors in the log.", ["logger"])

_HAS_WORDS: Final = re.compile(r"(?:^|&)q=[^&]")
#: Methods that are counted by name; anything may be sent as a method.
_METHODS: Final = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"))


class Measured:
    """Middleware: counts and times each request by the name of its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        view = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in _METHODS else "other"
        REQUESTS.labels(view, method, response.status_code).inc()
        SECONDS.labels(view).observe(seconds)
        # Not request.GET, which fails where there are too many parameters.
        if _HAS_WORDS.search(request.META.get("QUERY_STRING", "")):
            SEARCHES.labels(view).inc()
        return response


class ErrorCounter(logging.Handler):
    """Counts what is logged as an error."""

    def emit(self, record: logging.LogRecord) -> None:
        ERRORS.labels(record.name).inc()


def count_task(
    sender: Any, *, task: str, outcome: str, counts: Mapping[str, int] | None = None, **kwargs: Any
) -> None:
    """Count what a command has done, and the captures of an ingest by their outcome."""
    TASKS.labels(task, outcome).inc()
    for kind, number in (counts or {}).items():
        INGESTED.labels(kind).inc(number)
