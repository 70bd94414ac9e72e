"""Indexes in the OpenSearch that ``python -m tests.services`` starts; TEST_OPENSEARCH names its
hosts. Without it, the tests of this folder are not collected."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from typing import Final

import pytest

HOSTS: Final = os.environ.get("TEST_OPENSEARCH", "")

if HOSTS:
    pytest.register_assert_rewrite(
        "tests.search.engines.contract", "tests.search.engines.contracts"
    )
else:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def prefixes() -> Iterator[str]:
    """Names of indexes that no test has used yet."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return (f"contract-{worker}-{number}" for number in itertools.count())


@pytest.fixture
def address(prefixes: Iterator[str]) -> str:
    """The address of an index that does not exist yet."""
    return address_of(next(prefixes))


def address_of(prefix: str) -> str:
    return f"opensearch+http://{HOSTS}/{prefix}?replicas=0&timeout=60"
