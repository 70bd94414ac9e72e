"""Run tests on services: ``python -m tests.services``. On PostgreSQL all of them, on OpenSearch
those of engines and pages, and those of clusters of three nodes.

``--if-there`` is for continuous integration: a service that is not installed, or cannot be, is left
out; of the tests it runs those that a service can change, with few kills and much patience; and
after twenty-five minutes it stops. Without it, whatever is not there is an error. Other arguments
are for pytest. The last lines say what ran on what.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.services import postgres, runs
from tests.services.opensearch import nodes as opensearch
from tests.services.runs import Ended

#: What does not depend on the database: rooms without Django, servers in front, and the browser,
#: which sees what the tests of views see.
_LEFT_OUT: Final = tuple(
    f"--ignore=tests/{folder}"
    for folder in (
        *("browser", "deploy", "benchmarks", "articles/extraction"),
        *("search/engines", "search/query", "search/text"),
    )
)
#: What asks the database for what databases do differently: locks, sequences, collations, many rows.
_OF_DATABASES: Final = (
    *("tests/articles/admin", "tests/articles/bulk", "tests/articles/copies"),
    *("tests/articles/ingest", "tests/articles/mentions", "tests/articles/test_extract_command.py"),
    *("tests/articles/test_rereading.py", "tests/articles/test_sequences.py"),
    *("tests/articles/test_tagging.py", "tests/articles/test_transactions.py"),
    *("tests/articles/test_trigrams.py", "tests/articles/test_writers.py"),
    *("tests/newsarchive/accounts", "tests/newsarchive/desk", "tests/newsarchive/operations"),
    *("tests/newsarchive/uploads", "tests/newsarchive/test_sharedlocks.py", "tests/search/index"),
)
_CLUSTERS: Final = tuple(
    f"tests/services/opensearch/test_{name}.py" for name in ("nodes", "kills", "remains", "disks")
)
#: What takes long in a row and is about one machine's network, and an upgrade.
_LONGER: Final = tuple(f"tests/services/opensearch/test_{name}.py" for name in ("cuts", "upgrade"))
_SEVERAL_MACHINES: Final = "tests/services/test_hosts.py"
#: Seconds for all that ``--if-there`` runs.
_MOST: Final = 25 * 60
#: Fewer kills, and bounds of time for a machine that is slow or has much else to do.
_BRIEF: Final = {"NODE_KILLS": "1", "DATABASE_KILLS": "1", "PATIENCE": "10"}


@dataclass(frozen=True)
class Plan:
    """``arguments`` are for pytest; ``end`` is the time at which it stops."""

    is_brief: bool
    arguments: tuple[str, ...]
    end: float

    def pytest(self, environment: dict[str, str], *arguments: str) -> Ended:
        environment = (_BRIEF if self.is_brief else {}) | environment
        return runs.pytest(environment, [*self.arguments, *arguments], self.end - time.monotonic())


def main(arguments: list[str]) -> int:
    is_brief = "--if-there" in arguments
    rest = [each for each in arguments if each not in ("--if-there", "--services", "--slow")]
    if not any(each.startswith("-n") for each in rest):
        rest = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", *rest]
    plan = Plan(is_brief, tuple(rest), time.monotonic() + (_MOST if is_brief else 24 * 3600))
    lines, codes = [], []
    for name, lacking, run in (
        ("PostgreSQL", postgres.lacking, _on_postgres),
        ("OpenSearch", opensearch.lacking, _on_opensearch),
    ):
        line, is_well = _outcome(name, lacking, run, plan)
        lines.append(line)
        codes.append(0 if is_well else 1)
    print("\n".join(["", *lines]), flush=True)
    return max(codes)


def _outcome(
    name: str, lacking: Callable[[], str], run: Callable[[Plan], tuple[str, Ended]], plan: Plan
) -> tuple[str, bool]:
    """What became of the tests on a service, and whether that is as it should be."""
    if missing := lacking():
        return f"{name}: not run. {missing}", plan.is_brief
    on_what, ended = run(plan)
    return f"{on_what}: {ended}", not ended.failed


def _on_postgres(plan: Plan) -> tuple[str, Ended]:
    with postgres.postgres() as server:
        chosen = _OF_DATABASES if plan.is_brief else _LEFT_OUT
        ended = plan.pytest({"TEST_DATABASE_URL": server.url}, *chosen)
    if plan.is_brief:
        ended += plan.pytest({}, "tests/services/test_postgres.py", "--services")
    return f"PostgreSQL {postgres.version()} and Whoosh", ended


def _on_opensearch(plan: Plan) -> tuple[str, Ended]:
    with opensearch.nodes(1) as node:
        hosts = {"TEST_OPENSEARCH": node.hosts}
        left_out = (*_CLUSTERS, *(_LONGER if plan.is_brief else ()))
        chosen = ("tests/services/opensearch", *map("--ignore={}".format, left_out))
        ended = plan.pytest(hosts, *chosen)
        if not plan.is_brief and not postgres.lacking():
            ended += plan.pytest(hosts, _SEVERAL_MACHINES, "--services")
        pages = {"SEARCH_URL": f"opensearch+http://{node.hosts}/"}
        ended += plan.pytest(pages, *opensearch.PAGES)
        version = node.version()
    # One cluster after another: each takes the memory of three nodes. The address is of none of
    # them, but without one these tests are not collected.
    clusters = _CLUSTERS[:2] if plan.is_brief else _CLUSTERS
    ended += plan.pytest({"TEST_OPENSEARCH": "none:0"}, *clusters, "-n", "0")
    return f"SQLite and OpenSearch {version}", ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
