"""What every engine must do. A test module of an engine inherits ``EngineContract`` and gives
the fixtures ``engine`` (with an empty index) and ``another`` (a second object on the same index).
"""

from __future__ import annotations

import random

import pytest

from search.engines.base import Engine
from tests.search.engines.contracts.answers import Answers
from tests.search.engines.contracts.changes import Changes
from tests.search.engines.contracts.facets import Facets
from tests.search.engines.contracts.vocabulary import Vocabulary
from tests.search.engines.material import random_document
from tests.search.engines.reference import Reference


class EngineContract(Answers, Facets, Vocabulary, Changes):
    @pytest.fixture
    def mixed(self, engine: Engine) -> Reference:
        """An index with a history: several commits, replaced and removed documents."""
        rng = random.Random(7)
        documents = {id_: random_document(rng, id_) for id_ in range(1, 91)}
        engine.rebuild(documents.values())
        for _ in range(3):
            changed = [random_document(rng, rng.randint(1, 130)) for _ in range(12)]
            removed = rng.sample(sorted(documents), 5)
            gone = set(removed) - {document.id for document in changed}
            engine.update(changed, gone)
            documents |= {document.id: document for document in changed}
            documents = {id_: each for id_, each in documents.items() if id_ not in gone}
        return Reference(list(documents.values()))
