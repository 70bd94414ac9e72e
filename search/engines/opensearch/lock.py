"""The writer lock: one writer of the index at a time, among all processes of all machines.

It is a lease in an index of its own: a document that says who writes, and until when. The holder
renews it while it writes; if the holder dies, the lease ends by itself. All times are those of the
cluster, so clocks of machines may differ. A holder that was stopped for longer than the lease may
still try to write: ``writing.py`` refuses a change to what somebody else has changed.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from search.engines.base import EngineUnavailable, Turn
from search.engines.opensearch.cluster import Cluster, Json, waiting
from search.engines.opensearch.failures import refused
from search.engines.timelimits import left

logger = logging.getLogger(__name__)

#: Seconds until the lease of a holder that died ends.
LEASE: Final = 15.0
#: Seconds between renewals, and the limit of the request for one: together less than the lease.
_RENEWAL: Final = 4.0
_LIMIT: Final = 5.0
#: Seconds between two tries to get the lock.
_PAUSE: Final = 0.05

_TAKE: Final = """
if (ctx._source.until == null || ctx._source.until < ctx._now
    || ctx._source.holder == params.holder) {
  ctx._source.holder = params.holder;
  ctx._source.until = ctx._now + params.lease;
  ctx._source.rebuilding = params.rebuilding;
} else {
  ctx.op = 'none';
}
"""
_RELEASE: Final = """
if (ctx._source.holder == params.holder) { ctx._source.until = 0L; } else { ctx.op = 'none'; }
"""


class WriterLock:
    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._index = f"{cluster.address.prefix}-lock"
        self._exists = False
        self._thread = threading.local()

    @contextmanager
    def turn(self, *, wait: float, rebuilding: bool) -> Iterator[Turn]:
        """Implements ``Engine.writing``."""
        holder, deadline = uuid.uuid4().hex, time.monotonic() + wait
        self._create()
        while (noted := self._take(holder, rebuilding))["holder"] != holder:
            if time.monotonic() >= deadline:
                yield Turn.REBUILD if noted["rebuilding"] else Turn.ANOTHERS
                return
            time.sleep(_PAUSE)
        ended, lost = threading.Event(), threading.Event()
        renewing = threading.Thread(
            target=self._keep, args=(holder, rebuilding, ended, lost), daemon=True
        )
        renewing.start()
        self._thread.lost = lost
        try:
            yield Turn.OURS
        finally:
            self._thread.lost = None
            ended.set()
            renewing.join(min(left(), threading.TIMEOUT_MAX))

    def refuse_if_lost(self) -> None:
        """Raise EngineUnavailable if this thread held the lock, and another process has it now."""
        lost = getattr(self._thread, "lost", None)
        if lost is not None and lost.is_set():
            raise EngineUnavailable(
                "This process lost its turn to write to the search index, because the search "
                "cluster did not answer for some seconds.",
                "Try again.",
            )

    def _take(self, holder: str, rebuilding: bool) -> Json:
        return self._run(_TAKE, holder=holder, lease=int(LEASE * 1000), rebuilding=rebuilding)

    def _keep(
        self, holder: str, rebuilding: bool, ended: threading.Event, lost: threading.Event
    ) -> None:
        """Renew the lease until it has ``ended``, and give it back: in a thread of its own, which
        has the time for it."""
        self._renew(holder, rebuilding, ended, lost)
        ended.wait()
        # If it fails, the lease ends by itself.
        with suppress(EngineUnavailable):
            self._run(_RELEASE, holder=holder)

    def _renew(
        self, holder: str, rebuilding: bool, ended: threading.Event, lost: threading.Event
    ) -> None:
        renewed = time.monotonic()
        while not ended.wait(_RENEWAL):
            try:
                ours = self._take(holder, rebuilding)["holder"] == holder
            except EngineUnavailable as error:
                logger.warning("The turn to write was not renewed. %s", error)
                ours = time.monotonic() - renewed < LEASE
            else:
                renewed = time.monotonic()
            if not ours:
                lost.set()
                return

    def _run(self, script: str, **parameters: object) -> Json:
        """Run a script on the lease; returns who has it."""
        body = {
            "scripted_upsert": True,
            "upsert": {},
            "script": {"lang": "painless", "source": script, "params": parameters},
        }
        done = self._cluster.ask(
            "POST",
            f"/{self._index}/_update/lease",
            body,
            seconds=_LIMIT,
            expected=[409],
            retry_on_conflict=5,
            _source="true",
            timeout=waiting(_LIMIT),
        )
        if "error" in done:  # many processes want it at once
            return {"holder": None, "rebuilding": False}
        source: Json = done["get"]["_source"]
        return source

    def _create(self) -> None:
        """Create the index of the lease unless it is there, which each node knows: only a cluster
        manager can create one."""
        if self._exists:
            return
        found = self._cluster.ask("GET", f"/{self._index}", expected=[404], local="true")
        self._exists = "error" not in found
        if self._exists:
            return
        body = {
            "settings": {
                "number_of_shards": 1,
                "number_of_replicas": self._cluster.address.replicas,
            },
            "mappings": {"dynamic": False},
        }
        done = self._cluster.ask("PUT", f"/{self._index}", body, expected=[400])
        cause = done.get("error", {})
        if cause and cause.get("type") != "resource_already_exists_exception":
            raise refused(400, cause)
        self._exists = True
