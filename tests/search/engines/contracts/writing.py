"""The contract of the writer lock and of the state of an index."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from search.engines.base import Engine, IndexMissing, Mark, State, Turn, Update
from search.query.clauses import Query
from tests.search.engines.material import article


class Writing:
    def test_others_see_that_one_is_writing(self, engine: Engine, another: Engine) -> None:
        with engine.writing() as turn:
            assert turn is Turn.OURS
            engine.update([article(1, "war")])
            with another.writing() as others:
                assert others is Turn.ANOTHERS
        with another.writing() as others:
            assert others is Turn.OURS

    def test_others_see_that_one_is_rebuilding(self, engine: Engine, another: Engine) -> None:
        with engine.writing(rebuilding=True) as turn:
            assert turn is Turn.OURS
            with another.writing(wait=0.05) as others:
                assert others is Turn.REBUILD
        with engine.writing(), another.writing() as others:
            assert others is Turn.ANOTHERS

    def test_a_writer_that_fails_releases_the_lock(self, engine: Engine, another: Engine) -> None:
        with pytest.raises(ZeroDivisionError), engine.writing():
            raise ZeroDivisionError
        with another.writing() as turn:
            assert turn is Turn.OURS

    def test_a_waiting_writer_gets_the_lock_when_it_is_free(
        self, engine: Engine, another: Engine
    ) -> None:
        begun = threading.Event()

        def write() -> None:
            with another.writing():
                begun.set()
                time.sleep(0.2)

        writer = threading.Thread(target=write)
        writer.start()
        begun.wait()
        with engine.writing(wait=30) as turn:
            assert turn is Turn.OURS
        writer.join()

    def test_a_ready_index_reports_its_number_of_documents(self, engine: Engine) -> None:
        engine.update([article(1, "war"), article(2, "peace")])
        engine.update([], removed=[1])
        status = engine.status()
        assert (status.state, status.documents) == (State.READY, 1)
        assert status.problem == status.remedy == ""

    def test_an_index_carries_the_last_mark(self, engine: Engine, another: Engine) -> None:
        assert engine.mark() is None
        first, second, third = (Mark("archive", number, f"token{number}") for number in range(3))
        engine.update([article(1, "war")], mark=first)
        assert engine.mark() == another.mark() == first
        engine.update([article(2, "war")])
        assert engine.mark() == another.mark() == first
        another.update([], mark=second)
        assert engine.mark() == another.mark() == second
        engine.verify()

        def replay(update: Update) -> None:
            update([article(3, "war")], [1])
            assert engine.mark() == second
            update([], mark=third)

        engine.rebuild([article(1), article(2)], replay)
        assert engine.mark() == another.mark() == third
        assert dict(engine.versions()) == {2: 1, 3: 1}
        engine.rebuild([article(1)])
        assert engine.mark() is None

    def test_without_an_index_every_call_says_how_to_build_one(self, unbuilt: Engine) -> None:
        status = unbuilt.status()
        assert (status.state, status.documents) == (State.MISSING, 0)
        assert status.problem and "manage.py reindex" in status.remedy
        asks: tuple[Callable[[], object], ...] = (
            lambda: unbuilt.search(Query()),
            lambda: unbuilt.totals([Query()]),
            lambda: list(unbuilt.ids(Query())),
            lambda: unbuilt.update([article(1)]),
            lambda: list(unbuilt.versions()),
            unbuilt.mark,
            unbuilt.verify,
        )
        for ask in asks:
            with pytest.raises(IndexMissing) as caught:
                ask()
            assert (caught.value.problem, caught.value.remedy) == (status.problem, status.remedy)
        unbuilt.rebuild([article(1)])
        assert unbuilt.status().state is State.READY
