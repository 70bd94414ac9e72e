"""Connections to the hosts of a cluster. One that says nothing is passed over, like one that cannot
be reached.

The client goes to the next host if one refuses a connection. A host that is cut off may keep its
connections open and never answer. It gets as much time as an answer may take; then one other host
gets as much, and the silent one is left alone for a while.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from opensearchpy import Urllib3HttpConnection, exceptions
from urllib3 import Timeout

from search.engines.timelimits import left

#: Seconds in which a host has to accept a connection.
_CONNECTING: Final = 3.0
#: How many hosts may be silent until a request has failed.
_SILENT: Final = 2

logger = logging.getLogger(__name__)

_thread = threading.local()


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Within it, each host may take so many seconds for a request of this thread, as far as the
    thread has them."""
    _thread.limit = min(seconds, left())
    _thread.end = time.monotonic() + min(_SILENT * seconds, left())
    try:
        yield
    finally:
        del _thread.limit, _thread.end


class Connection(Urllib3HttpConnection):
    """Use it within ``bounded``."""

    def perform_request(self, *arguments: Any, **options: Any) -> Any:
        seconds = min(_thread.limit, _thread.end - time.monotonic())
        # What is left after the second host is the time of a reply, and not worth another try.
        if seconds <= _thread.limit / 20:
            raise exceptions.ConnectionTimeout("TIMEOUT", "no host answered", None)
        options["timeout"] = Timeout(connect=min(seconds, _CONNECTING), read=seconds)
        try:
            return super().perform_request(*arguments, **options)
        except exceptions.ConnectionTimeout as error:
            # The client tries again elsewhere only after errors that are no timeouts.
            raise exceptions.ConnectionError("TIMEOUT", str(error.error), error.info) from error

    # The client would log each request, and each error with a traceback.

    def log_request_success(self, *arguments: Any, **options: Any) -> None:
        pass

    def log_request_fail(
        self, method: str, *arguments: Any, exception: Exception | None = None, **options: Any
    ) -> None:
        if exception is not None:
            logger.warning(
                "%s did not answer a %s (%s).", self.host, method, type(exception).__name__
            )
