"""gunicorn's configuration: ``gunicorn -c deploy/gunicorn.conf.py``.

Like the archive's own settings, these are read from the environment or from .env:

============== ======================= ========================================================
name           default                 meaning
============== ======================= ========================================================
WEB_BIND       127.0.0.1:8000          address and port, or unix:/run/newsarchive/web.sock
WEB_WORKERS    one per processor       worker processes
WEB_THREADS    64                      threads of each; a slow client occupies one
WEB_SILENCE    30                      seconds; a client that is silent for longer is cut off
ACCESS_LOG     on                      off: the proxy logs requests already
============== ======================= ========================================================

LOG_FORMAT, LOG_LEVEL and LOG_QUERIES are those of the archive (newsarchive/settings.py).
"""

from __future__ import annotations

import gc
import os
import socket
import struct
import sys
from pathlib import Path
from typing import Any

import environ

chdir = str(Path(__file__).resolve().parent.parent)
sys.path.insert(0, chdir)

from newsarchive import heaps  # noqa: E402 - needs the path
from newsarchive.watching.logs import access_format, logging_settings  # noqa: E402 - needs the path


class _Environment(environ.Env):
    """The environment and .env, without changing the environment of the worker processes."""

    ENVIRON = dict(os.environ)


_Environment.read_env(os.environ.get("ENV_FILE", Path(chdir) / ".env"))
_env = _Environment()
_processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
_silence = _env.int("WEB_SILENCE", default=30)
_queries = _env.bool("LOG_QUERIES", default=False)
_metrics = _env.str("METRICS_FOLDER", default="")

wsgi_app = "newsarchive.wsgi"
bind = _env.str("WEB_BIND", default="127.0.0.1:8000")
workers = _env.int("WEB_WORKERS", default=_processors or 1)
# Threads, because a download to a slow client and a request that arrives slowly block one each. A
# thread that waits costs little, so there are far more than can compute at the same time.
worker_class = "newsarchive.serving.Worker"
threads = _env.int("WEB_THREADS", default=64)
# A search with many filters has a long address.
limit_request_line = 8190
keepalive = 15
graceful_timeout = 30
# systemd and Docker control the server; nothing else needs to.
control_socket_disable = True
# Heartbeats are written to files; on a disk they can block.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes
# a file without a name there

logconfig_dict = logging_settings(
    _env.str("LOG_FORMAT", default="text"), _env.str("LOG_LEVEL", default="INFO"), queries=_queries
)
accesslog = "-" if _env.bool("ACCESS_LOG", default=True) else None
access_log_format = access_format(queries=_queries)


#: Heaps that the threads of a worker share.
_HEAPS = 2


def on_starting(server: Any) -> None:
    """Remove the numbers of earlier processes; counters begin at 0 when the server starts."""
    heaps.share(_HEAPS)
    if _metrics and Path(_metrics).is_dir():
        for old in Path(_metrics).glob("*.db"):
            old.unlink(missing_ok=True)


def when_ready(server: Any) -> None:
    """Let the system end a read or a write of a connection on which nothing moves for long.

    gunicorn has no such limit for threads. Connections inherit it from the socket that listens.
    """
    limit = struct.pack("ll", _silence, 0)
    for listener in server.LISTENERS:
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.sock.setsockopt(socket.SOL_SOCKET, option, limit)


def post_worker_init(worker: Any) -> None:
    """Load the code of all pages and open the index, for which the first readers would wait. What
    is loaded now stays, so the garbage collector need not look at it again and again."""
    from django.urls import get_resolver

    from search.engines import get_engine

    _ = get_resolver().url_patterns
    get_engine().status()
    gc.collect()
    gc.freeze()


def post_request(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """Forget the id of the request, which by now is in the log."""
    from newsarchive.watching.requestids import forget

    forget()


def child_exit(server: Any, worker: Any) -> None:
    if _metrics:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid, path=_metrics)
