"""Whole indexes side by side, of which the one in use has the alias.

A generation is called ``PREFIX-TIME-RANDOM``. One document of it is no article but its state. The
alias moves in one step, so that a search is answered by the old generation or by the new one.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

from search.engines.base import EngineUnavailable, IndexMissing, Mark, schemas_before
from search.engines.opensearch.cluster import Cluster, Json, waiting
from search.engines.opensearch.failures import (
    full,
    incomplete,
    lacking,
    newer,
    outdated,
    overtaken,
    refused,
)
from search.engines.opensearch.records import Averages
from search.engines.opensearch.schema import SCHEMA_VERSION, STATE, mapping, settings

#: Seconds that creating, swapping and deleting an index may take.
_SECONDS: Final = 30

#: Seconds that the cluster waits until the state of a generation can be written.
_SAVING: Final = 10

#: Seconds that a rebuild waits for the further copies of a new index. Then it is used all the same:
#: copying a large one takes longer, and goes on.
_COPYING: Final = 60

#: The status of an answer to a request for health that waited in vain.
_IN_VAIN: Final = 408


@dataclass(frozen=True, slots=True)
class Generation:
    """``averages`` are the average lengths of fields that its documents were ranked with;
    ``measured`` are those that they had at the end of the rebuild, of so many ``documents``.
    ``change`` identifies this state of the generation: it is different after each update.

    ``earlier`` are the schemas of the versions of this program that wrote the generations before
    it: a process that finds its own among them is of an older version. ``nodes`` are the servers
    that may have data of this generation, or of an earlier one: their names, by id.
    """

    name: str
    averages: Averages = field(default_factory=dict)
    measured: Averages = field(default_factory=dict)
    documents: int = 0
    mark: Mark | None = None
    shards: int = 1
    change: tuple[int, int] | None = None
    earlier: tuple[int, ...] = ()
    nodes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> Self:
        """From the document that has the state. IndexOutdated if an older version wrote it,
        EngineAway if a newer one did."""
        state = _state(found)
        if state.get("schema") != SCHEMA_VERSION:
            raise newer() if SCHEMA_VERSION in state.get("earlier", ()) else outdated()
        return cls(
            found["_index"],
            averages=state["averages"],
            measured=state["measured"],
            documents=state["documents"],
            mark=Mark(**state["mark"]) if state["mark"] else None,
            shards=state["shards"],
            change=(found["_seq_no"], found["_primary_term"]),
            earlier=tuple(state.get("earlier", ())),
            nodes=state.get("nodes", {}),
        )

    @property
    def state(self) -> Json:
        mark = self.mark
        return {
            "schema": SCHEMA_VERSION,
            "averages": self.averages,
            "measured": self.measured,
            "documents": self.documents,
            "shards": self.shards,
            "mark": {"archive": mark.archive, "sequence": mark.sequence, "token": mark.token}
            if mark
            else None,
            "earlier": [*self.earlier],
            "nodes": {**self.nodes},
        }

    @property
    def label(self) -> str:
        """A name for this state of the generation."""
        return f"{self.name}.{self.change[0]}" if self.change else ""


class Generations:
    """The generations of an archive in a cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.alias = cluster.address.prefix
        #: Whether, since ``remains`` was asked, a node has not confirmed that it deleted one.
        self._undeleted = False
        self._ours = re.compile(rf"{re.escape(self.alias)}-[0-9]{{14}}-[0-9a-f]{{8}}")

    def current(self) -> Generation:
        """The generation in use. Raises IndexMissing if there is none."""
        return self.at(self.alias)

    def at(self, index: str) -> Generation:
        """The generation with a name or an alias, as its last update left it."""
        return Generation.read(self._found(index))

    def readable(self) -> Generation | None:
        """The generation in use, if there is one of this version."""
        found = self._in_use()
        return Generation.read(found) if _state(found).get("schema") == SCHEMA_VERSION else None

    def create(self) -> Generation:
        """A new, empty generation with a single copy, which nobody uses yet."""
        earlier, nodes = self._history()
        shards = self._cluster.address.shards
        name = f"{self.alias}-{time.strftime('%Y%m%d%H%M%S', time.gmtime())}-{secrets.token_hex(4)}"
        body = {"settings": settings(shards), "mappings": mapping()}
        done = self._cluster.ask(
            "PUT", f"/{name}", body, seconds=_SECONDS + 5, timeout=f"{_SECONDS}s", expected=[400]
        )
        if cause := done.get("error"):
            # The client may have repeated the request: nobody else has this name.
            if cause.get("type") != "resource_already_exists_exception":
                raise refused(400, cause)
        elif not done.get("acknowledged") or not done.get("shards_acknowledged"):
            raise incomplete("a new index was not ready in time")
        return self.save(Generation(name, shards=shards, earlier=earlier, nodes=nodes))

    def noted(self, generation: Generation) -> Generation:
        """The same with the nodes that are in the cluster now: one that joined since may have got
        copies of its data."""
        # As the node that is asked knows them: a change need not wait for a cluster manager.
        return replace(generation, nodes={**generation.nodes, **self._nodes(local="true")})

    def save(self, generation: Generation) -> Generation:
        """Store the state of a generation, if nobody else did since it was read; searches then see
        it. Raises EngineUnavailable if somebody did."""
        options: Json = {"refresh": "true", "timeout": waiting(_SAVING)}
        if generation.change:
            options["if_seq_no"], options["if_primary_term"] = generation.change
        else:
            options["op_type"] = "create"
        done = self._cluster.ask(
            "PUT",
            f"/{generation.name}/_doc/{STATE}",
            {"state": generation.state},
            expected=[409],
            **options,
        )
        if "error" in done:
            # The client may have repeated a request whose answer was lost.
            saved = self.at(generation.name)
            if saved.state != generation.state or saved.change == generation.change:
                raise overtaken()
            return saved
        return replace(generation, change=(done["_seq_no"], done["_primary_term"]))

    def copy(self, generation: Generation) -> None:
        """Have the further copies of a new generation made."""
        name, replicas = generation.name, self._cluster.address.replicas
        if not replicas:
            return
        change = {"index": {"number_of_replicas": replicas}}
        self._cluster.ask("PUT", f"/{name}/_settings", change, seconds=_SECONDS)
        self._cluster.ask(
            "GET",
            f"/_cluster/health/{name}",
            seconds=_COPYING + 10,
            expected=[_IN_VAIN],
            wait_for_status="green",
            timeout=f"{_COPYING}s",
        )

    def use(self, generation: Generation) -> None:
        """Let the alias name this generation and no other, in one step."""
        actions: list[Json] = [
            {"remove": {"index": name, "alias": self.alias}}
            for name in self._with_alias()
            if name != generation.name
        ]
        actions.append({"add": {"index": generation.name, "alias": self.alias}})
        self._cluster.ask("POST", "/_aliases", {"actions": actions}, seconds=_SECONDS)
        if self._with_alias() != {generation.name}:
            raise EngineUnavailable(f"The alias {self.alias} could not be moved to the new index.")

    def drop(self, name: str) -> bool:
        """Delete a generation. Returns whether all nodes of the cluster have deleted it; the others
        do it when they can."""
        done = self._cluster.ask(
            "DELETE",
            f"/{name}",
            seconds=_SECONDS + 5,
            timeout=f"{_SECONDS}s",
            ignore_unavailable="true",
        )
        return bool(done.get("acknowledged"))

    def drop_unused(self, name: str) -> None:
        """Delete a generation, unless the alias names it."""
        if name not in self._with_alias():
            self.drop(name)

    def sweep(self) -> None:
        """Delete generations that are not in use: those before this one, and those of rebuilds that
        ended too soon. Call it while holding the writer lock."""
        found = self._cluster.ask("GET", f"/{self.alias}-*/_alias", expected=[404])
        for name, index in found.items():
            # Another archive may have a prefix that begins with ours.
            if self._ours.fullmatch(name) and self.alias not in index["aliases"]:
                self._undeleted |= not self.drop(name)

    def remains(self) -> str:
        """Where data of deleted generations may be: a sentence, "" if nowhere. A node deletes them
        when it joins the cluster again."""
        generation = self.current()
        there = self._nodes()
        absent = sorted({*generation.nodes} - {*there})
        if absent:
            names = ", ".join(generation.nodes[each] for each in absent)
            return (
                f"Nodes of the search cluster are away that may still have the old index on their "
                f"disks: {names}. Start them, and they delete it; then run `manage.py erase` again."
            )
        undeleted, self._undeleted = self._undeleted, False
        if undeleted:
            return (
                "A node of the search cluster has not deleted the old index yet. Run `manage.py "
                "erase` again in a few minutes."
            )
        if there != generation.nodes:
            # Whoever has saved another state meanwhile has kept the greater list.
            with suppress(EngineUnavailable):
                self.save(replace(generation, nodes=there))
        return ""

    def risk(self, generation: Generation) -> EngineUnavailable | None:
        """What is wrong with an index that answers searches."""
        name = generation.name
        # As the node that is asked knows it: it need not wait until there is a cluster manager.
        found = self._cluster.ask("GET", f"/_cluster/state/blocks/{name}", local="true")
        if found.get("blocks", {}).get("indices", {}).get(name):
            return full()
        health = self._cluster.ask(
            "GET", f"/_cluster/health/{name}", expected=[_IN_VAIN], local="true"
        )
        return lacking() if health["status"] != "green" else None

    def _found(self, index: str) -> Json:
        """The document that has the state of a generation, of whatever version."""
        found = self._cluster.ask("GET", f"/{index}/_doc/{STATE}", expected=[404])
        if "error" in found:
            cause = found["error"] if isinstance(found["error"], dict) else {}
            if cause.get("index") not in (None, index):
                raise incomplete("the index was replaced meanwhile")
            raise refused(404, cause)
        if not found.get("found"):
            raise outdated()
        return found

    def _in_use(self) -> Json:
        """``_found`` of the generation in use, {} if there is none."""
        try:
            return self._found(self.alias)
        except IndexMissing:
            return {}

    def _history(self) -> tuple[tuple[int, ...], dict[str, str]]:
        """``earlier`` and ``nodes`` of a generation that replaces the one in use."""
        state = _state(self._in_use())
        earlier = schemas_before(SCHEMA_VERSION, state.get("earlier", ()), state.get("schema"))
        return tuple(earlier), state.get("nodes", {}) | self._nodes()

    def _nodes(self, **options: Any) -> dict[str, str]:
        """The names of the nodes of the cluster that have data, by id."""
        wanted = f"/_cluster/state/nodes,routing_nodes/{self.alias}"
        found = self._cluster.ask("GET", wanted, ignore_unavailable="true", **options)
        return {id_: str(found["nodes"][id_]["name"]) for id_ in found["routing_nodes"]["nodes"]}

    def _with_alias(self) -> set[str]:
        found = self._cluster.ask("GET", f"/_alias/{self.alias}", expected=[404])
        return set() if "error" in found else {*found}


def _state(found: Mapping[str, Any]) -> Json:
    state: Json = found.get("_source", {}).get("state", {})
    return state


def searched(found: Json) -> Generation:
    """The generation in the answer to ``state_search``."""
    hits = found["hits"]["hits"]
    if not hits:
        raise outdated()
    return Generation.read(hits[0])


def state_search() -> Json:
    """A search for the state of the generation, as other searches of the same trip see it."""
    return {
        "query": {"ids": {"values": [STATE]}},
        "size": 1,
        "seq_no_primary_term": True,
        "_source": ["state"],
    }
