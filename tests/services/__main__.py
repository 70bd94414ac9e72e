"""Run the whole suite once more on each service: ``python -m tests.services``.

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

#: What does not depend on the database.
_LEFT_OUT = ("--ignore=tests/browser", "--ignore=tests/deploy", "--ignore=tests/benchmarks")


def main(arguments: list[str]) -> int:
    only_there = "--if-there" in arguments
    rest = [each for each in arguments if each not in ("--if-there", "--services", "--slow")]
    if not any(each == "-n" or each.startswith("-n") for each in rest):
        rest = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", *rest]
    lines, codes = [], []
    if not (version := postgres.version()):
        lines.append(f"PostgreSQL: not installed. Type: sudo {postgres.INSTALL}")
        codes.append(0 if only_there else 1)
    else:
        began = time.monotonic()
        with postgres.postgres() as server:
            codes.append(_pytest({"TEST_DATABASE_URL": server.url}, rest))
        took = time.monotonic() - began
        outcome = "passed" if codes[-1] == 0 else f"FAILED (pytest ended with {codes[-1]})"
        lines.append(f"PostgreSQL {version} and Whoosh: {outcome} in {took:.0f} s")
    print("\n".join(["", *lines]), flush=True)
    return max(codes)


def _pytest(environment: dict[str, str], arguments: list[str]) -> int:
    return subprocess.call(
        [sys.executable, "-m", "pytest", *_LEFT_OUT, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
