"""The OpenSearch engine meets the contract of engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines.opensearch import OpenSearchEngine
from tests.search.engines.contract import EngineContract, VocabularyContract
from tests.services.opensearch.nodes import Nodes


@pytest.fixture
def unbuilt(address: str) -> OpenSearchEngine:
    return OpenSearchEngine.from_url(address)


@pytest.fixture
def another(address: str) -> OpenSearchEngine:
    return OpenSearchEngine.from_url(address)


@pytest.fixture(scope="module")
def new_engine(node: Nodes, prefixes: Iterator[str]) -> Callable[[Path], OpenSearchEngine]:
    def new(folder: Path) -> OpenSearchEngine:
        url = f"opensearch+http://{node.hosts}/{next(prefixes)}?replicas=0"
        return OpenSearchEngine.from_url(url)

    return new


class TestOpenSearchEngine(EngineContract, VocabularyContract):
    pass
