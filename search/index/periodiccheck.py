"""A thread that looks for damage to the index while the archive is served.

A file is checked when a process opens it. It may be damaged later, so this thread reads all files
again now and then. It also rebuilds an index that does not agree with the database, if the archive
is small.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from articles.models import Article
from search.engines import get_engine
from search.engines.base import EngineUnavailable, State
from search.index import draining, outbox
from search.index.agreement import DISAGREED, standing

logger = logging.getLogger(__name__)

#: Seconds to rest after each megabyte, so that searches hardly notice the reading.
REST = 0.02

_starting = threading.Lock()
_started_in = 0
_ended = threading.Event()


def start(sender: Any, **kwargs: Any) -> None:
    """Start the thread of this process at its first request: a server may fork before that."""
    global _started_in
    if settings.INDEX_CHECK_EVERY <= 0 or _started_in == os.getpid():
        return
    with _starting:
        if _started_in != os.getpid():
            _started_in = os.getpid()
            _ended.clear()
            threading.Thread(target=_watch, name="index watch", daemon=True).start()


def stop() -> None:
    """End the thread after its current check; the next request starts another. A server need not
    call this when it ends."""
    global _started_in
    _started_in = 0
    _ended.set()
    DISAGREED.set()


def _watch() -> None:
    while True:
        # No check at the start: the process has just checked each file that it opened.
        disagreed = DISAGREED.wait(settings.INDEX_CHECK_EVERY)
        if _ended.is_set():
            return
        try:
            look(thoroughly=not disagreed)
        except Exception:
            logger.exception("The index could not be checked.")
        finally:
            connection.close()
        DISAGREED.clear()
        # Not more often, however many searches are refused.
        _ended.wait(1)


def look(*, thoroughly: bool = True) -> None:
    """Check the index once; ``thoroughly``: read all of its files. Problems are logged, and
    searches say what they are from then on."""
    try:
        status = standing()
        if status.state is State.FOREIGN and Article.objects.count() <= outbox.SMALL:
            logger.warning("%s The index is rebuilt.", status.problem)
            draining.drain(rebuild_up_to=outbox.SMALL)
        elif status.state is State.READY and thoroughly:
            get_engine().verify(pause=REST)
        elif status.state is not State.READY and Article.objects.exists():
            logger.error("%s %s", status.problem, status.remedy)
    except EngineUnavailable as error:
        logger.error("%s", error)
    except DatabaseError as error:
        logger.error("The index could not be compared with the database (%s).", error)
