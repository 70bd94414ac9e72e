"""Run the tests once more on each service: ``python -m tests.services``. On PostgreSQL all of
them, on OpenSearch those of engines and pages.

``--if-there`` leaves out services that are not installed; without it they are an error. Other
arguments are for pytest. The last lines say what ran on what.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.paths import ROOT
from tests.services import postgres
from tests.services.opensearch import nodes as opensearch

#: What does not depend on the database: rooms without Django, servers in front, and the browser,
#: which sees what the tests of views see.
_LEFT_OUT = tuple(
    f"--ignore=tests/{folder}"
    for folder in (
        *("browser", "deploy", "benchmarks", "articles/extraction"),
        *("search/engines", "search/query", "search/text"),
    )
)


def main(arguments: list[str]) -> int:
    only_there = "--if-there" in arguments
    rest = [each for each in arguments if each not in ("--if-there", "--services", "--slow")]
    if not any(each == "-n" or each.startswith("-n") for each in rest):
        rest = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", *rest]
    lines, codes = [], []
    for name, install, run in (
        ("PostgreSQL", _lacking_postgres, _on_postgres),
        ("OpenSearch", opensearch.lacking, _on_opensearch),
    ):
        if missing := install():
            lines.append(f"{name}: not installed. Type: {missing}")
            codes.append(0 if only_there else 1)
            continue
        began = time.monotonic()
        code, on_what = run(rest)
        codes.append(code)
        outcome = "passed" if code == 0 else f"FAILED (pytest ended with {code})"
        lines.append(f"{on_what}: {outcome} in {time.monotonic() - began:.0f} s")
    print("\n".join(["", *lines]), flush=True)
    return max(codes)


def _lacking_postgres() -> str:
    return "" if postgres.version() else f"sudo {postgres.INSTALL}"


def _on_postgres(arguments: list[str]) -> tuple[int, str]:
    """The whole suite; returns the exit code, and what it ran on."""
    with postgres.postgres() as server:
        code = _pytest({"TEST_DATABASE_URL": server.url}, [*_LEFT_OUT, *arguments])
    return code, f"PostgreSQL {postgres.version()} and Whoosh"


def _on_opensearch(arguments: list[str]) -> tuple[int, str]:
    """The contract of engines and the tests of clusters, several machines, and all tests of pages."""
    with opensearch.nodes(1) as node:
        contract = _pytest(
            {"TEST_OPENSEARCH": node.hosts}, ["tests/services/opensearch", *arguments]
        )
        hosts = 0
        if not _lacking_postgres():
            hosts = _pytest(
                {"TEST_OPENSEARCH": node.hosts},
                ["tests/services/test_hosts.py", "--services", *arguments],
            )
        pages = _pytest(
            {"SEARCH_URL": f"opensearch+http://{node.hosts}/"}, [*opensearch.PAGES, *arguments]
        )
        version = node.version()
    return max(contract, hosts, pages), f"SQLite and OpenSearch {version}"


def _pytest(environment: dict[str, str], arguments: list[str]) -> int:
    return subprocess.call(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
