"""A notice for every page while the index does not agree with the database, or is damaged."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest

from search.engines import get_engine
from search.engines.base import EngineAway, EngineUnavailable, IndexMissing
from search.index.agreement import Disagreement, disagreement


def index_notice(request: HttpRequest) -> dict[str, Any]:
    """A context processor. The template asks for the notice, so pages without one cost nothing."""
    return {"index_notice": notice}


def notice() -> str:
    """A sentence for readers; "" while all is well, and where there is no index to search yet."""
    try:
        problem = disagreement(get_engine())
    except (IndexMissing, DatabaseError):
        return ""
    except EngineAway:
        return "Search is away. It comes back by itself when its servers answer again."
    except EngineUnavailable as error:
        problem = error
    if problem is None:
        return ""
    # Other problems may name folders of the server, which belong in the log only.
    what = problem.problem if isinstance(problem, Disagreement) else "The search index is damaged."
    return f"{what} Until its operator has repaired it, this archive cannot be searched."
