"""Turns failures into EngineUnavailable, with explanations for the operator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from whoosh.index import LockError

from search.engines.base import EngineUnavailable

#: The remedy for a missing, outdated or damaged index.
REMEDY = "Run `manage.py reindex` to rebuild the index from the articles."

#: The same, after another remedy.
LAST_RESORT = (
    "If that does not help, run `manage.py reindex` to rebuild the index from the articles."
)


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """Turn exceptions of Whoosh and the disk into EngineUnavailable.

    ``doing`` is "read" or "written". Damaged files can make Whoosh raise almost any exception, so
    the block must only read or write the index and never run a caller's code.
    """
    try:
        yield
    except EngineUnavailable:
        raise
    except LockError as error:
        raise EngineUnavailable(
            "Another process is writing to the search index.", "Try again in a moment."
        ) from error
    except OSError as error:
        raise EngineUnavailable(
            f"The search index could not be {doing} ({error.strerror or error}).",
            f"Check that its disk works and has free space. {LAST_RESORT}",
        ) from error
    except Exception as error:
        raise EngineUnavailable(
            f"The search index is damaged ({type(error).__name__} when it was {doing}).", REMEDY
        ) from error
