"""The OpenSearch engine meets the contract of engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines.opensearch import OpenSearchEngine
from tests.search.engines.contract import EngineContract, VocabularyContract
from tests.services.opensearch.conftest import address_of


@pytest.fixture
def unbuilt(address: str) -> OpenSearchEngine:
    return OpenSearchEngine.from_url(address)


@pytest.fixture
def another(address: str) -> OpenSearchEngine:
    return OpenSearchEngine.from_url(address)


@pytest.fixture(scope="module")
def new_engine(prefixes: Iterator[str]) -> Callable[[Path], OpenSearchEngine]:
    return lambda folder: OpenSearchEngine.from_url(address_of(next(prefixes)))


class TestOpenSearchEngine(EngineContract, VocabularyContract):
    pass
