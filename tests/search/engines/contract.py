"""The contract that every engine must meet.

The test module of an engine subclasses ``EngineContract``, and ``VocabularyContract`` if the engine
has a vocabulary, and defines the fixtures ``unbuilt`` (the engine, without an index) and
``another`` (a second object on the same index).
"""

from __future__ import annotations

import random

import pytest

from search.engines.base import Engine
from tests.search.engines.contracts.answers import Answers
from tests.search.engines.contracts.changes import Changes
from tests.search.engines.contracts.facets import Facets
from tests.search.engines.contracts.tiers import Tiers
from tests.search.engines.contracts.vocabulary import Vocabulary
from tests.search.engines.contracts.words import Words
from tests.search.engines.contracts.writing import Writing
from tests.search.engines.material import history
from tests.search.engines.reference import Reference


class _Fixtures:
    @pytest.fixture
    def engine(self, unbuilt: Engine) -> Engine:
        unbuilt.rebuild([])
        return unbuilt

    @pytest.fixture
    def mixed(self, engine: Engine) -> Reference:
        """An index with a history: several commits, replaced and removed documents."""
        return Reference(history(engine, random.Random(7)))


class EngineContract(_Fixtures, Answers, Tiers, Facets, Words, Changes, Writing):
    pass


class VocabularyContract(_Fixtures, Vocabulary):
    pass
