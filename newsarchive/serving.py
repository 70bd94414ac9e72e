"""gunicorn's threaded worker, with the waiting for slow clients kept out of its main loop."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import TConn, ThreadWorker


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Ends connections in the thread that served them.

    After an answer, or where a request stopped in the middle, gunicorn waits up to two seconds for
    the client to close its side. It does so in the main loop, so that some clients which do not
    close theirs keep all others waiting.
    """

    def handle(self, conn: TConn) -> Any:
        goes_on = super().handle(conn)
        if goes_on is False:
            util.close_graceful(conn.sock)
        return goes_on

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        if not fs.cancelled() and fs.exception() is None and fs.result() is False:
            self.nr_conns -= 1
        else:
            super().finish_request(conn, fs)
