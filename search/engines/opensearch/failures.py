"""Turns failures of a cluster into EngineUnavailable, each with its own remedy.

Messages name hosts, never users or passwords.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from opensearchpy import exceptions

from search.engines.base import EngineAway, EngineUnavailable, IndexMissing, IndexOutdated

REINDEX: Final = "Run `manage.py reindex` to build the index from the articles."

_WAIT: Final = (
    "Start the nodes that are down. Searches are answered again when they are back, and nothing "
    "has to be rebuilt."
)


class Incomplete(EngineAway):
    """Some of the cluster answered, or an index was swapped meanwhile: another try may succeed."""


def missing(index: str) -> IndexMissing:
    return IndexMissing(f"The search cluster has no index {index}.", REINDEX)


def outdated() -> IndexOutdated:
    return IndexOutdated(
        "The index in the search cluster was written by another version of this program.", REINDEX
    )


def overtaken() -> EngineUnavailable:
    return EngineUnavailable(
        "Another process changed the search index meanwhile.", "Try again in a moment."
    )


def incomplete(details: str) -> Incomplete:
    return Incomplete(f"The search cluster cannot answer completely ({details}).", _WAIT)


def explained(error: exceptions.OpenSearchException, hosts: str) -> EngineUnavailable:
    """The failure of a request to the cluster at ``hosts``."""
    match error:
        case exceptions.SSLError():
            return EngineAway(
                f"The certificate of the search cluster at {hosts} is not trusted.",
                "Check `ca` in SEARCH_URL and the names in the certificate.",
            )
        case exceptions.ConnectionTimeout():
            return EngineAway(f"The search cluster at {hosts} did not answer in time.", _WAIT)
        case exceptions.ConnectionError():
            return EngineAway(
                f"The search cluster at {hosts} cannot be reached.",
                "Check that OpenSearch is running and that this machine reaches it. Nothing has to "
                "be rebuilt.",
            )
        case exceptions.TransportError():
            return refused(int(error.status_code), _cause(error.info))
    return EngineAway(f"The search cluster at {hosts} gave no answer that can be read.", _WAIT)


def refused(status: int, cause: Mapping[str, Any]) -> EngineUnavailable:
    """The error that the cluster answered, with its status of HTTP."""
    kind = str(cause.get("type", "error"))
    if kind == "index_not_found_exception":
        return missing(str(cause.get("index", "")))
    if kind == "search_context_missing_exception":
        return incomplete("the index was replaced while it was read")
    if status in (401, 403) and kind != "cluster_block_exception":
        return EngineAway(
            f"The search cluster refuses the user of SEARCH_URL (status {status}).",
            "Check the user, the password and what the user may do.",
        )
    if kind == "cluster_block_exception" and "read-only" in str(cause.get("reason", "")):
        return EngineUnavailable(
            "The search cluster takes no changes, because a disk is nearly full.",
            "Free space on the disks of its nodes. It then takes changes again by itself.",
        )
    if status == 429:
        return Incomplete(
            "The search cluster has too much to do.",
            "Try again in a moment. If it happens often, give its nodes more memory.",
        )
    if status >= 500:
        return incomplete(f"status {status}, {kind}")
    # It may have parts of what somebody typed.
    reason = "".join(filter(str.isprintable, str(cause.get("reason", ""))[:300]))
    return EngineUnavailable(
        f"The search cluster refused a request (status {status}, {kind}: {reason})."
    )


def _cause(info: object) -> Mapping[str, Any]:
    """The error in the body of an answer, {} if there is none that can be read."""
    error = info.get("error") if isinstance(info, Mapping) else None
    return error if isinstance(error, Mapping) else {}
