"""Finds the engine for a SEARCH_URL."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from search.engines.base import Engine

#: Engine classes by URL scheme. A class is imported only when it is used, so that the libraries
#: of the other engines need not be installed. The setting SEARCH_ENGINES adds more.
ENGINES = {
    "opensearch+http": "search.engines.opensearch.OpenSearchEngine",
    "opensearch+https": "search.engines.opensearch.OpenSearchEngine",
    "whoosh": "search.engines.whoosh.WhooshEngine",
}

#: What an address has before its hosts: a user and a password.
_CREDENTIALS = re.compile(r"(?<=://).*@")


def get_engine() -> Engine:
    """The engine at ``settings.SEARCH_URL``. ImproperlyConfigured if it names none."""
    return engine_at(settings.SEARCH_URL)


def engine_at(url: str) -> Engine:
    """The engine at an address, one per process. ImproperlyConfigured if there is none."""
    return _engine(url, os.getpid())


@lru_cache(maxsize=8)
def _engine(url: str, process: int) -> Engine:
    """``process`` is part of the cache key: a forked server must not use its parent's open
    files."""
    scheme, colon, _ = url.partition(":")
    known = ENGINES | getattr(settings, "SEARCH_ENGINES", {})
    problem = ""
    if colon and scheme in known:
        try:
            engine: type[Engine] = import_string(known[scheme])
            return engine.from_url(url)
        except ModuleNotFoundError as error:
            problem = f" It needs the package {error.name}: install requirements-extras.txt."
        except ValueError as error:
            problem = f" {error}"
    forms = dict.fromkeys(_address(scheme, path) for scheme, path in sorted(known.items()))
    raise ImproperlyConfigured(
        f"SEARCH_URL is {shown(url)!r}.{problem} Use a form such as {', '.join(forms)}."
    )


def shown(url: str) -> str:
    """An address for messages: without its user and password."""
    return _CREDENTIALS.sub("", url)


def _address(scheme: str, path: str) -> str:
    try:
        return str(import_string(path).address)
    except ImportError:
        return f"{scheme}://…"
