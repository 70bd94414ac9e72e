"""One node of OpenSearch for all tests of this folder, and indexes in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines.opensearch import OpenSearchEngine
from tests.services.opensearch.nodes import Nodes, lacking

pytest.register_assert_rewrite("tests.search.engines.contract", "tests.search.engines.contracts")

NewEngine = Callable[[str], OpenSearchEngine]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.services)


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    if missing := lacking():
        pytest.fail(f"To run these tests, type:\n{missing}", pytrace=False)
    node = Nodes(tmp_path_factory.mktemp("opensearch"), 1)
    try:
        node.start()
        yield node
    finally:
        node.stop()


@pytest.fixture(scope="session")
def prefixes() -> Iterator[str]:
    """Names of indexes that no test has used yet."""
    return (f"test{number}" for number in itertools.count())


@pytest.fixture
def address(node: Nodes, prefixes: Iterator[str]) -> str:
    """The address of an index that does not exist yet."""
    return f"opensearch+http://{node.hosts}/{next(prefixes)}?replicas=0"
