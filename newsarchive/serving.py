"""gunicorn's threaded worker, for slow clients and for clients that stay connected."""

from __future__ import annotations

import time
from concurrent.futures import Future
from typing import Any, Final

from gunicorn import util
from gunicorn.workers.gthread import TConn, ThreadWorker

from newsarchive import heaps

#: Requests on one connection. A connection belongs to one process for as long as it lasts, and by
#: chance one process may have most of them; whoever connects again is served by an idle one.
MOST_REQUESTS: Final = 50


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Ends connections in the thread that served them, and after MOST_REQUESTS.

    After an answer, or where a request stopped in the middle, gunicorn waits up to two seconds for
    the client to close its side. It does so in the main loop, so that some clients which do not
    close theirs keep all others waiting.

    Gives back memory now and then: what large answers needed would stay.
    """

    trimmed_at = 0.0

    def notify(self) -> None:
        """gunicorn calls it each second, and after whatever happens."""
        super().notify()
        if time.monotonic() - self.trimmed_at >= heaps.TRIMMED_EACH:
            heaps.trim()
            self.trimmed_at = time.monotonic()

    def handle(self, conn: TConn) -> Any:
        goes_on = super().handle(conn)
        if goes_on is False:
            util.close_graceful(conn.sock)
        return goes_on

    def handle_request(self, req: Any, conn: TConn) -> Any:
        conn.requests = getattr(conn, "requests", 0) + 1
        if conn.requests >= MOST_REQUESTS:
            req.force_close()
        return super().handle_request(req, conn)

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        if not fs.cancelled() and fs.exception() is None and fs.result() is False:
            self.nr_conns -= 1
        else:
            super().finish_request(conn, fs)
