"""The contract of updates and rebuilds."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest

from search.engines.base import Engine, Update
from search.query.clauses import Everything, Query
from search.query.document import Document
from tests.search.engines.material import (
    CLAUSES,
    article,
    found,
    phrase,
    term,
)


def versions(engine: Engine) -> dict[int, int]:
    return dict(engine.versions())


class Changes:
    #: True if no search ever sees a part of an update.
    is_atomic: ClassVar[bool] = False

    def test_an_empty_index_answers(self, engine: Engine) -> None:
        for clause in CLAUSES.values():
            results = engine.search(Query((clause,)))
            assert (results.total, results.hits, results.counts.dates) == (0, (), {})
        assert versions(engine) == {}

    def test_an_update_is_seen_by_the_next_search(self, engine: Engine, another: Engine) -> None:
        assert found(another, term("war")) == []
        engine.update([article(1, "war"), article(2, "peace")])
        assert found(engine, term("war")) == [1]
        assert found(another, term("war")) == [1]
        another.update([article(1, "peace")])
        assert found(engine, term("war")) == []
        assert found(engine, term("peace")) == [1, 2]

    def test_replaced_documents_are_not_duplicated(self, engine: Engine) -> None:
        for version in range(1, 9):
            engine.update([article(1, f"war {version}", version=version), article(version + 1)])
        assert found(engine, term("war")) == [1]
        assert versions(engine) == {1: 8, **dict.fromkeys(range(2, 10), 1)}

    def test_removed_documents_are_gone_and_may_come_back(self, engine: Engine) -> None:
        engine.update([article(1, "war"), article(2, "war")])
        engine.update([], [1, 99])
        assert found(engine, term("war")) == [2]
        assert versions(engine) == {2: 1}
        engine.update([article(1, "war")], [2])
        assert found(engine, term("war")) == [1]

    def test_of_several_documents_with_one_id_the_last_of_the_highest_version_is_used(
        self, engine: Engine
    ) -> None:
        engine.update([article(1, "war"), article(2, "truce"), article(1, "peace", version=3)])
        assert (found(engine, term("war")), found(engine, term("peace"))) == ([], [1])
        repeated = [article(1, "war"), article(1, "truce"), article(2, "war"), article(1, "peace")]
        assert engine.rebuild(repeated) == 4
        assert (found(engine, term("war")), found(engine, term("peace"))) == ([2], [1])
        assert versions(engine) == {1: 1, 2: 1}
        newest_first = [article(1, "war", version=2), article(1, "peace", version=1)]
        engine.rebuild(newest_first)
        assert (found(engine, term("war")), versions(engine)) == ([1], {1: 2})
        engine.update([article(2, "truce", version=2), article(2, "peace", version=1)])
        assert (found(engine, term("truce")), found(engine, term("peace"))) == ([2], [])

    def test_an_update_is_idempotent(self, engine: Engine) -> None:
        engine.update([article(1, "war"), article(3, "war")])
        for _ in range(2):
            changed = [article(1, "peace", version=2), article(2, "peace")]
            assert engine.update(changed, [3]) == set()
            assert found(engine, Everything()) == found(engine, term("peace")) == [1, 2]
            assert versions(engine) == {1: 2, 2: 1}

    def test_a_lower_version_never_replaces_a_higher_one(self, engine: Engine) -> None:
        engine.update([article(1, "war", version=5)])
        assert engine.update([article(1, "peace", version=4), article(2, "peace")]) == {1}
        assert (found(engine, term("war")), found(engine, term("peace"))) == ([1], [2])
        assert engine.update([article(1, "truce", version=5)]) == set()
        assert found(engine, term("truce")) == [1]

        def replay(update: Update) -> None:
            assert update([article(1, "peace", version=1)], []) == {1}

        engine.rebuild([article(1, "war", version=2)], replay)
        assert versions(engine) == {1: 2}

    def test_a_document_removed_in_the_same_update_is_added_whatever_its_version(
        self, engine: Engine
    ) -> None:
        engine.update([article(1, "war", version=5), article(2, "war", version=5)])
        assert engine.update([article(1, "peace", version=1)], [1, 2]) == set()
        assert versions(engine) == {1: 1}
        assert found(engine, term("peace")) == found(engine, Everything()) == [1]

    def test_versions_come_in_the_order_of_ids(self, engine: Engine) -> None:
        engine.rebuild(article(id_, version=id_ % 7) for id_ in (40, 7, 300, 12))
        engine.update([article(9), article(301)], [12])
        assert list(engine.versions()) == [(7, 0), (9, 1), (40, 5), (300, 6), (301, 1)]

    def test_a_document_that_cannot_be_indexed_changes_nothing(self, engine: Engine) -> None:
        engine.update([article(1, "war")])
        with pytest.raises(ValueError, match="id is 1 or more"):
            engine.update([article(2, "war"), article(0, "war")], [1])
        assert versions(engine) == {1: 1}
        engine.update([article(3, "war")])
        assert versions(engine) == {1: 1, 3: 1}

    def test_a_rebuild_replaces_everything(self, engine: Engine, another: Engine) -> None:
        engine.update([article(1, "war"), article(2, "war")])
        assert found(another, term("war")) == [1, 2]
        assert engine.rebuild(iter([article(3, "war"), article(4, "peace")])) == 2
        assert found(another, Everything()) == found(engine, Everything()) == [3, 4]
        another.update([article(5, "war")])
        assert found(engine, term("war")) == [3, 5]

    def test_a_rebuild_replays_what_changed_before_it_is_used(self, engine: Engine) -> None:
        engine.update([article(1, "old")])

        def replay(update: Update) -> None:
            assert found(engine, Everything()) == [1]
            update([article(3, "war", version=2)], [2])
            assert found(engine, Everything()) == [1]

        engine.rebuild([article(2, "war"), article(3, "peace")], replay)
        assert versions(engine) == {3: 2}
        assert found(engine, term("war")) == [3]

    def test_a_rebuild_that_fails_leaves_the_old_index_in_use(self, engine: Engine) -> None:
        engine.update([article(1, "war")])

        def failing() -> Iterator[Document]:
            yield article(2, "war")
            raise RuntimeError("the table is away")

        def replay(update: Update) -> None:
            raise RuntimeError("no replay")

        with pytest.raises(RuntimeError, match="the table is away"):
            engine.rebuild(failing())
        with pytest.raises(RuntimeError, match="no replay"):
            engine.rebuild([article(2, "war")], replay)
        assert found(engine, term("war")) == [1]
        engine.update([article(3, "war")])
        assert found(engine, term("war")) == [1, 3]

    def test_eight_threads_search_correctly_while_another_updates(
        self, engine: Engine, pytestconfig: pytest.Config
    ) -> None:
        turns = 8 if pytestconfig.getoption("--slow") else 3
        lasting = [article(id_, f"steady war number{id_} " * 3) for id_ in range(1, 201)]
        engine.rebuild(lasting)
        done = threading.Event()

        def writes() -> None:
            try:
                for turn in range(turns):
                    if turn == turns // 2:
                        engine.rebuild([*lasting, article(999, "turn3")])
                    else:
                        # Both documents in one update.
                        engine.update([article(id_, f"pair turn{turn}") for id_ in (998, 999)])
            finally:
                done.set()

        def searches(seed: int) -> int:
            rng, count = random.Random(seed), 0
            while not done.is_set() or count < 5:
                id_ = rng.randint(1, 200)
                assert found(engine, term(f"number{id_}")) == [id_]
                assert found(engine, phrase(f"war number{id_} steady")) == [id_]
                assert len(found(engine, term("steady"))) == 200
                pair = found(engine, term("pair"))
                assert set(pair) <= {998, 999}
                assert len(pair) != 1 or not self.is_atomic
                count += 1
            return count

        with ThreadPoolExecutor(9) as pool:
            readers = [pool.submit(searches, seed) for seed in range(8)]
            pool.submit(writes).result()
            assert all(reader.result() >= 5 for reader in readers)

    def test_every_state_of_the_index_has_a_unique_name_or_none(self, engine: Engine) -> None:
        names = []
        for write in (lambda: engine.rebuild([article(1)]), lambda: engine.update([article(2)])):
            write()
            names.append(engine.search(Query()).generation)
            assert engine.search(Query((term("war"),))).generation == names[-1]
        assert len(set(names)) == 2 or names == ["", ""]
