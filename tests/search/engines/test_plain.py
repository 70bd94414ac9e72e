"""The plain engine meets the contract, so the contract does not depend on one library."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.search.engines.contract import EngineContract, VocabularyContract
from tests.search.engines.plain import PlainEngine


@pytest.fixture
def unbuilt(tmp_path: Path) -> PlainEngine:
    return PlainEngine(tmp_path / "index")


@pytest.fixture(scope="module")
def new_engine() -> type[PlainEngine]:
    return PlainEngine


@pytest.fixture
def another(tmp_path: Path) -> PlainEngine:
    return PlainEngine(tmp_path / "index")


class TestPlainEngine(EngineContract, VocabularyContract):
    pass
