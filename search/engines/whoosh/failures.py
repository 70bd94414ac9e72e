"""What went wrong, in words for the person who has to put it right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from whoosh.index import LockError

from search.engines.base import EngineUnavailable

#: What mends a missing, outdated or damaged index.
REMEDY = "Run `manage.py reindex` to rebuild the index from the articles."


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """Turn what Whoosh and the disk raise into an EngineUnavailable.

    ``doing`` is "read" or "written". Damaged files make Whoosh raise almost anything, so only
    what reads and writes the index belongs inside, no code of a caller.
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
            f"Check that its disk works and has free space. If that does not help: {REMEDY}",
        ) from error
    except Exception as error:
        raise EngineUnavailable(
            f"The search index is damaged ({type(error).__name__} when it was {doing}).", REMEDY
        ) from error
