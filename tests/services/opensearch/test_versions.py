"""An index of another version: who is older says so, and nobody undoes what a newer one wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from search.engines.base import EngineAway, IndexOutdated, State
from search.engines.opensearch import OpenSearchEngine, generations
from search.query.clauses import Query
from tests.search.engines.material import article

Version = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def version(monkeypatch: pytest.MonkeyPatch) -> Version:
    """Whatever is done within it, a process of this version does."""

    @contextmanager
    def of(number: int) -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(generations, "SCHEMA_VERSION", number)
            yield

    return of


@pytest.fixture
def engine(address: str, version: Version) -> OpenSearchEngine:
    made = OpenSearchEngine.from_url(address)
    with version(1):
        made.rebuild([article(1), article(2)])
    return made


def test_a_newer_process_asks_for_a_rebuild_and_the_older_one_goes_on(
    engine: OpenSearchEngine, version: Version
) -> None:
    with version(2):
        status = engine.status()
        assert status.state is State.OUTDATED
        assert "`manage.py reindex`" in status.remedy
        with pytest.raises(IndexOutdated):
            engine.search(Query())
    with version(1):
        assert engine.search(Query()).total == 2


def test_after_the_rebuild_the_older_process_says_what_to_do_and_changes_nothing(
    engine: OpenSearchEngine, version: Version
) -> None:
    with version(2):
        engine.rebuild([article(1), article(2), article(3)])
    with version(1):
        status = engine.status()
        assert status.state is State.AWAY
        assert "newer version" in status.problem
        assert "Start this process again" in status.remedy
        for ask in (
            lambda: engine.search(Query()),
            lambda: engine.update([article(4)]),
            lambda: engine.totals([Query()]),
            lambda: [*engine.versions()],
            engine.mark,
        ):
            with pytest.raises(EngineAway, match="newer version"):
                ask()
    with version(2):
        assert [id_ for id_, _ in engine.versions()] == [1, 2, 3]


def test_all_may_go_back_by_a_rebuild(engine: OpenSearchEngine, version: Version) -> None:
    with version(2):
        engine.rebuild([article(1)])
    with version(1):
        engine.rebuild([article(1), article(2)])
        engine.update([article(3)])
        assert engine.search(Query()).total == 3
    for another in (2, 3):
        with version(another), pytest.raises(IndexOutdated):
            engine.search(Query())


def test_hits_that_are_being_read_are_not_lost_when_the_index_is_replaced(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.opensearch.reading.TOGETHER", 3)
    engine = OpenSearchEngine.from_url(address)
    documents = [article(id_) for id_ in range(1, 11)]
    engine.rebuild(documents)
    versions, ids = engine.versions(), engine.ids(Query())
    begun = [next(versions), next(versions)], [next(ids), next(ids)]
    engine.rebuild(documents)
    assert [*begun[0], *versions] == [*engine.versions()]
    assert [*begun[1], *ids] == [*engine.ids(Query())]


def test_hits_that_are_others_afterwards_are_an_error_and_no_mixture(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.opensearch.reading.TOGETHER", 3)
    engine = OpenSearchEngine.from_url(address)
    engine.rebuild(article(id_) for id_ in range(1, 11))
    ids = engine.ids(Query())
    assert next(ids) == 10
    engine.rebuild(article(id_) for id_ in range(1, 12))
    with pytest.raises(Exception, match="changed while it was read"):
        list(ids)
