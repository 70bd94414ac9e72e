"""Search engines behind one interface; ``get_engine`` gives the one that is set."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import Engine, EngineUnavailable, IndexMissing

__all__ = ["Engine", "EngineUnavailable", "IndexMissing", "get_engine"]


def get_engine() -> Engine:
    """The engine that ``settings.SEARCH_URL`` names, one per process and URL.

    ImproperlyConfigured for a URL that no engine answers to.
    """
    return _engine(settings.SEARCH_URL, os.getpid())


@lru_cache(maxsize=8)
def _engine(url: str, process: int) -> Engine:
    """``process``: a forked server must not use what its parent has open."""
    parts = urlsplit(url)
    if parts.scheme == "whoosh":
        path = Path(unquote(parts.path))
        if parts.netloc or not path.is_absolute() or path == Path("/"):
            raise ImproperlyConfigured(
                f"SEARCH_URL is {url!r}, but a Whoosh index needs an absolute path: "
                "whoosh:///srv/newsarchive/index (three slashes)."
            )
        # Imported here: another engine needs no Whoosh.
        from search.engines.whoosh import WhooshEngine

        return WhooshEngine(path)
    raise ImproperlyConfigured(
        f"SEARCH_URL is {url!r}; use a form such as whoosh:///absolute/path/of/a/folder."
    )
