"""The contract that every engine must meet.

The test module of an engine subclasses ``EngineContract``, and ``VocabularyContract`` if the engine
has a vocabulary, and defines the fixtures ``unbuilt`` (the engine, without an index),
``another`` (a second object on the same index) and, for the module, ``new_engine`` (makes an engine
in a folder).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import Engine
from tests.search.engines.contracts.answers import Answers
from tests.search.engines.contracts.changes import Changes
from tests.search.engines.contracts.facets import Facets
from tests.search.engines.contracts.languages import InLanguages
from tests.search.engines.contracts.tiers import Tiers
from tests.search.engines.contracts.vocabulary import Vocabulary
from tests.search.engines.contracts.words import Words
from tests.search.engines.contracts.writing import Writing
from tests.search.engines.material import history
from tests.search.engines.reference import Reference

NewEngine = Callable[[Path], Engine]


class _Fixtures:
    @pytest.fixture
    def engine(self, unbuilt: Engine) -> Engine:
        unbuilt.rebuild([])
        return unbuilt

    @pytest.fixture(scope="class")
    @classmethod
    def filled(cls, new_engine: NewEngine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
        """An engine that its tests only ask: ``mixed`` fills it."""
        return new_engine(tmp_path_factory.mktemp("filled"))

    @pytest.fixture(scope="class")
    @classmethod
    def mixed(cls, filled: Engine) -> Reference:
        """An index with a history: several commits, replaced and removed documents."""
        return Reference(history(filled, random.Random(7)))


class EngineContract(_Fixtures, Answers, Tiers, Facets, Words, InLanguages, Changes, Writing):
    pass


class VocabularyContract(_Fixtures, Vocabulary):
    pass
