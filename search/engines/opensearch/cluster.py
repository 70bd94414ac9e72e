"""Requests to the cluster: each is bounded in time, and no answer is taken that is not whole.

Without a quorum a cluster may answer a search with too small a total and the status 200. So every
search forbids partial answers, and its answer is counted: each shard must have taken part.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from opensearchpy import OpenSearch, exceptions

from search.engines.base import IndexMissing
from search.engines.opensearch.address import Address
from search.engines.opensearch.failures import Busy, explained, incomplete, refused
from search.engines.opensearch.hosts import Connection, bounded
from search.engines.timelimits import left

Json = dict[str, Any]

#: Seconds between the tries of a request that an overloaded cluster refused.
PAUSES: Final = (0.1, 0.4, 1.0)

#: Connections to each host that are kept open.
_OPEN: Final = 16

#: No shard is skipped below this number of them, so that all can be counted.
_NEVER: Final = 1 << 20


class Cluster:
    """The cluster at an address. Safe to use from several threads."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.hosts = ", ".join(f"{name}:{port}" for name, port in address.hosts)
        credentials = (address.user, address.password) if address.user else None
        self._client = OpenSearch(
            [{"host": name, "port": port} for name, port in address.hosts],
            use_ssl=address.tls,
            http_auth=credentials,
            ca_certs=address.ca or None,
            verify_certs=True,
            connection_class=Connection,
            pool_maxsize=_OPEN,
            # The next host is asked if one cannot be reached or is not ready.
            max_retries=max(2, len(address.hosts)),
            # Seconds until it is asked again.
            dead_timeout=30,
            timeout_cutoff=0,
            http_compress=False,
        )
        self._major = 0
        self._reading = threading.Lock()

    def ask(
        self,
        method: str,
        path: str,
        body: Json | str | None = None,
        *,
        seconds: float = 0,
        expected: Sequence[int] = (),
        **options: Any,
    ) -> Json:
        """The answer to a request. ``options`` are those of the address. ``seconds`` is the limit
        of each host if it is not the usual one. ``expected`` are the statuses of errors
        whose answers are returned too."""
        if options:
            # In the path: the client takes an option called timeout for its own.
            path = f"{path}?{urlencode(options)}"
        for pause in (*PAUSES, 0.0):
            try:
                with bounded(seconds or self.address.timeout):
                    answer = self._client.transport.perform_request(
                        method, path, params={"ignore": expected}, body=body
                    )
                break
            except exceptions.OpenSearchException as error:
                failure = explained(error, self.hosts)
                # It was refused as a whole, so it can be repeated.
                if not pause or pause > left() or not isinstance(failure, Busy):
                    raise failure from error
                time.sleep(pause)
        if isinstance(answer, dict):
            return answer
        if isinstance(answer, bool):
            return {"exists": answer}
        raise incomplete("no JSON")

    def search(self, index: str, body: Json, *, preference: str = "") -> Json:
        """The complete answer to a search."""
        (answer,) = self.searches(index, [body], preference=preference)
        return answer

    def searches(self, index: str, bodies: Sequence[Json], *, preference: str = "") -> list[Json]:
        """The complete answers to several searches, in one round trip.

        ``preference``: searches with the same one are answered by the same copies of the index,
        whose scores may differ a little from those of others.
        """
        if not bodies:
            return []
        header: Json = {"index": index, "allow_partial_search_results": False}
        if preference:
            header["preference"] = preference
        lines = _lines(
            each for body in bodies for each in ({**header, "search_type": _way(body)}, body)
        )
        for pause in (*PAUSES, 0.0):
            answers = self.ask("POST", "/_msearch", lines, pre_filter_shard_size=_NEVER)[
                "responses"
            ]
            failures = [each for each in answers if "error" in each]
            if not pause or not any(each.get("status") == 429 for each in failures):
                break
            time.sleep(pause)
        for each in failures:
            cause = _root(each["error"])
            if cause.get("type") == "index_not_found_exception" and cause.get("index") != index:
                raise incomplete("the index was replaced meanwhile")
            raise refused(int(each.get("status", 500)), cause)
        return [
            complete(answer, may_end="terminate_after" in body)
            for body, answer in zip(bodies, answers, strict=True)
        ]

    def page(self, body: Json) -> Json:
        """The complete answer to a search of a point in time."""
        try:
            found = self.ask(
                "POST",
                "/_search",
                body,
                search_type="dfs_query_then_fetch",
                allow_partial_search_results="false",
                pre_filter_shard_size=_NEVER,
            )
        except IndexMissing as error:
            # The state is kept for as long as its index is there.
            raise incomplete("the index was replaced while it was read") from error
        return complete(found)

    def bulk(self, lines: Iterable[Json], *, seconds: float, **options: Any) -> list[Json]:
        """The outcome of each action of a bulk request."""
        answer = self.ask(
            "POST",
            "/_bulk",
            _lines(lines),
            seconds=seconds + self.address.timeout,
            timeout=waiting(seconds),
            **options,
        )
        return [outcome for item in answer["items"] for outcome in item.values()]

    def refresh(self, index: str, shards: int, *, seconds: float = 0) -> None:
        """Let searches see all changes. ``shards``: the number of primary shards."""
        done = self.ask("POST", f"/{index}/_refresh", seconds=seconds)["_shards"]
        if done["failed"] or done["successful"] < shards:
            raise incomplete("not all changes can be seen")

    @property
    def saturation_bonus(self) -> bool:
        """Whether BM25 scores have the constant factor k1 + 1, as in OpenSearch 1 and 2."""
        with self._reading:
            if not self._major:
                number = str(self.ask("GET", "/")["version"]["number"])
                self._major = int(number.partition(".")[0])
        return self._major < 3


def waiting(seconds: float) -> str:
    """An option of a request: for how long the cluster waits until a copy can be written to. It
    gives up before this thread does, so that nothing is done that nobody knows of."""
    return f"{max(1, int(1000 * min(seconds, left() / 2)))}ms"


def _way(body: Json) -> str:
    """How the shards are asked. Scores need the frequencies of words in all of them first; what
    only counts does not, and the cluster then keeps the answer until the index changes."""
    return "dfs_query_then_fetch" if body.get("size") != 0 else "query_then_fetch"


def complete(answer: Json, *, may_end: bool = False) -> Json:
    """The answer, if every shard gave its part of it. Raises EngineUnavailable. With ``may_end``,
    the search itself asks for no more than a beginning."""
    shards: Mapping[str, int] = answer["_shards"]
    if answer.get("timed_out"):
        raise incomplete("a part took too long")
    if shards["failed"] or shards["successful"] != shards["total"] or not shards["total"]:
        raise incomplete(f"{shards['successful']} of {shards['total']} shards")
    if answer.get("terminated_early") and not may_end:
        raise incomplete("a part ended early")
    return answer


def _lines(each: Iterable[Json]) -> str:
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in each)


def _root(error: object) -> Json:
    """The cause in the error of one search of several: shards fail for the same reason."""
    while isinstance(error, dict):
        causes = error.get("failed_shards") or error.get("root_cause") or error.get("caused_by")
        inner = causes[0] if isinstance(causes, list) else causes
        if not isinstance(inner, dict):
            return error
        error = inner.get("reason") if isinstance(inner.get("reason"), dict) else inner
    return {}
