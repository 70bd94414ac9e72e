"""What every engine must do. A test module of an engine inherits ``EngineContract`` and gives
the fixtures ``engine`` (with an empty index) and ``another`` (a second object on the same index).
"""

from __future__ import annotations

import random

import pytest

for _part in ("answers", "changes", "facets", "vocabulary"):
    pytest.register_assert_rewrite(f"tests.search.engines.contracts.{_part}")

from search.engines.base import Engine  # noqa: E402 - the lines above come first
from tests.search.engines.contracts.answers import Answers  # noqa: E402
from tests.search.engines.contracts.changes import Changes  # noqa: E402
from tests.search.engines.contracts.facets import Facets  # noqa: E402
from tests.search.engines.contracts.vocabulary import Vocabulary  # noqa: E402
from tests.search.engines.material import random_document  # noqa: E402
from tests.search.engines.reference import Reference  # noqa: E402


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
