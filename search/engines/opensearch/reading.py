"""Reads all hits of a search, however many there are, from one state of the index."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final, TypeVar

from search.engines.base import EngineUnavailable
from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.failures import Incomplete, incomplete

Item = TypeVar("Item")

#: Hits per request.
TOGETHER: Final = 5000

#: How long the cluster keeps the state after a request, while the caller works on the hits.
_KEPT: Final = "5m"


def read_all(cluster: Cluster, index: str, body: Json, preference: str = "") -> Iterator[Json]:
    """The hits of a search, which must have a sort order without ties. Raises EngineUnavailable
    before the last one if any is missing."""
    with _point_in_time(cluster, index, preference) as point:
        after: list[object] = []
        count, total = 0, -1
        while count != total:
            asked = {
                **body,
                "size": TOGETHER,
                "pit": {"id": point, "keep_alive": _KEPT},
                "track_total_hits": total < 0,
                "_source": False,
            }
            if after:
                asked["search_after"] = after
            found = cluster.page(asked)["hits"]
            if total < 0:
                total = found["total"]["value"]
            hits = found["hits"]
            count += len(hits)
            if (not hits and count != total) or count > total:
                raise incomplete(f"{count:,} of {total:,} hits were read")
            yield from hits
            after = hits[-1]["sort"] if hits else []


def repeated(read: Callable[[], Iterator[Item]], pauses: Sequence[float]) -> Iterator[Item]:
    """What ``read`` gives. If a part of the cluster fails, or the index is replaced meanwhile, it
    is read again, after each of these seconds, and goes on where it was: what was given must then
    come once more. Raises EngineUnavailable if it does not."""
    given, sum_ = 0, 0
    for pause in (*pauses, None):
        count = again = 0
        try:
            for item in read():
                count, again = count + 1, hash((again, item))
                if count > given:
                    given, sum_ = count, again
                    yield item
                elif count == given and again != sum_:
                    break
            if count < given or again != sum_:
                raise _changed()
            return
        except Incomplete:
            if pause is None:
                raise
            time.sleep(pause)


def _changed() -> EngineUnavailable:
    return EngineUnavailable(
        "The search index changed while it was read.", "Try again in a moment."
    )


@contextmanager
def _point_in_time(cluster: Cluster, index: str, preference: str) -> Iterator[str]:
    options: Json = {"keep_alive": _KEPT, "allow_partial_pit_creation": "false"}
    if preference:
        options["preference"] = preference
    point = cluster.ask("POST", f"/{index}/_search/point_in_time", **options)["pit_id"]
    try:
        yield point
    finally:
        # If it fails, the cluster forgets the state by itself.
        with suppress(EngineUnavailable):
            cluster.ask("DELETE", "/_search/point_in_time", {"pit_id": [point]})
