"""Turns failures of a cluster into EngineUnavailable, each with its own remedy.

Messages name hosts, never users or passwords.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from opensearchpy import exceptions

from search.engines.base import EngineAway, EngineUnavailable, IndexMissing, IndexOutdated

REINDEX: Final = "Run `manage.py reindex` to build the index from the articles."

#: How the cluster says that a disk is nearly full, for changes and for new indexes.
_FULL: Final = re.compile("read-only|create-index|disk")

_WAIT: Final = (
    "Start the nodes that are down. Searches are answered again when they are back, and nothing "
    "has to be rebuilt."
)


class Incomplete(EngineAway):
    """Some of the cluster answered, or an index was swapped meanwhile: another try may succeed."""


class Busy(Incomplete):
    """The cluster refused a request because it has too much to do."""


def missing(index: str) -> IndexMissing:
    return IndexMissing(f"The search cluster has no index {index}.", REINDEX)


def outdated() -> IndexOutdated:
    return IndexOutdated(
        "The index in the search cluster was written by another version of this program.",
        f"{REINDEX} Processes of the other version answer searches until then.",
    )


def newer() -> EngineAway:
    return EngineAway(
        "The index in the search cluster was written by a newer version of this program than this "
        "process has.",
        "Start this process again with the newer version. Nothing has to be rebuilt, unless all go "
        "back to the older one: then run `manage.py reindex` with that.",
    )


def lacking() -> EngineUnavailable:
    return EngineUnavailable(
        "The search index has fewer copies than it should have.",
        "Start the node that is down, or add one; with a single node, set replicas=0 in SEARCH_URL "
        "and run `manage.py reindex`.",
    )


def full() -> EngineUnavailable:
    return EngineUnavailable(
        "The search cluster takes no changes, because a disk is nearly full.",
        "Free space on the disks of its nodes. It then takes changes again by itself, within a "
        "minute, and `manage.py drain` brings those that wait.",
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
        case exceptions.ConnectionTimeout() | exceptions.ConnectionError(args=["TIMEOUT", *_]):
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
    is_block = kind.endswith("_block_exception")
    if status in (401, 403) and not is_block:
        return EngineAway(
            f"The search cluster refuses the user of SEARCH_URL (status {status}).",
            "Check the user, the password and what the user may do.",
        )
    if is_block and _FULL.search(str(cause.get("reason", ""))):
        return full()
    if status == 429:
        return Busy(
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
