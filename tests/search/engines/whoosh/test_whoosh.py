"""The Whoosh engine: the contract, and its own folders, commits and processes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from search.engines.base import EngineAway, EngineUnavailable, IndexMissing, State
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.generations import Folder
from search.engines.whoosh.schema import SCHEMA_VERSION
from search.engines.whoosh.seals import checked, values_of
from search.engines.whoosh.snapshots import Snapshot
from search.query.clauses import And, Everything, Prefix, Query
from search.query.document import Document
from tests.paths import ROOT
from tests.samples import sampled
from tests.search.engines.contract import EngineContract, VocabularyContract
from tests.search.engines.material import article, found, phrase, term


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search index"


@pytest.fixture
def unbuilt(folder: Path) -> WhooshEngine:
    return WhooshEngine(folder)


@pytest.fixture
def engine(unbuilt: WhooshEngine) -> WhooshEngine:
    unbuilt.rebuild([])
    return unbuilt


@pytest.fixture(scope="module")
def new_engine() -> type[WhooshEngine]:
    return WhooshEngine


@pytest.fixture
def another(folder: Path) -> WhooshEngine:
    return WhooshEngine(folder)


class TestWhooshEngine(EngineContract, VocabularyContract):
    is_atomic = True


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("gen-*"))


def run_elsewhere(folder: Path, lines: str) -> subprocess.CompletedProcess[str]:
    """Run lines of Python, which can use ``engine``, in another process."""
    program = (
        "import os, sys\nfrom pathlib import Path\n"
        "from search.query.document import Document\n"
        "from search.engines.whoosh import WhooshEngine\n"
        f"engine = WhooshEngine(Path(sys.argv[1]))\n{lines}"
    )
    return subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_an_update_by_another_process_is_seen(engine: WhooshEngine, folder: Path) -> None:
    engine.update([article(1, "war")])
    assert found(engine, term("war")) == [1]
    other = run_elsewhere(folder, "engine.update([Document(2, 1, texts={'body': 'war'})])")
    assert (other.returncode, other.stderr) == (0, "")
    assert found(engine, term("war")) == [1, 2]


@pytest.mark.parametrize(
    "lines",
    sampled(
        [
            "def dying():\n"
            "    yield Document(8, 1, texts={'body': 'war'})\n"
            "    os._exit(9)\n"
            "engine.rebuild(dying())",
            "from search.engines.whoosh.seals import Seal\n"
            "def replay(update):\n"
            "    Seal.tidy = lambda *given: os._exit(9)\n"
            "    update([Document(9, 1)], [])\n"
            "engine.rebuild([Document(8, 1)], replay)",
            "from search.engines.whoosh.seals import Seal\n"
            "Seal.write = lambda *given: os._exit(9)\n"
            "engine.update([Document(8, 1, texts={'body': 'war'})], [1])",
        ],
        every=2,
    ),
    ids=["rebuild", "replay", "update"],
)
def test_a_killed_writer_leaves_the_index_unchanged_and_writable(
    engine: WhooshEngine, folder: Path, lines: str
) -> None:
    engine.update([article(1, "war")])
    assert run_elsewhere(folder, lines).returncode == 9
    assert dict(engine.versions()) == {1: 1}
    engine.update([article(2, "war")])
    assert found(engine, term("war")) == [1, 2]
    engine.rebuild([article(3, "war")])
    assert found(engine, term("war")) == [3]
    assert len(generations(folder)) == 1


def test_a_rebuild_leaves_one_generation_and_readers_can_finish_the_old_one(
    engine: WhooshEngine, folder: Path
) -> None:
    engine.update([article(1, "war")])
    snapshot = engine._snapshot()
    engine.rebuild([article(2, "war")])
    assert generations(folder) == ["gen-2"]
    assert snapshot.occurrences("body", [b"war"])[0].tolist() == [0]


def test_a_failed_rebuild_leaves_no_folder(engine: WhooshEngine, folder: Path) -> None:
    with pytest.raises(ValueError, match="id is 1 or more"):
        engine.rebuild([article(1), article(-1)])
    assert generations(folder) == ["gen-1"]


def test_words_beyond_the_memory_budget_are_spilled_and_found(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.whoosh.writing.BUDGET", 1_000)
    texts = {id_: f"the war of number{id_} and of number{id_ % 7}" for id_ in range(1, 301)}
    engine.rebuild(article(id_, text) for id_, text in texts.items())
    assert found(engine, term("war")) == list(texts)
    assert found(engine, phrase("of number250 and of number5")) == [250]
    engine.update([article(301, "war")], range(1, 301))
    assert found(engine, term("war")) == [301]
    assert not list(folder.glob("gen-*/tmp*"))


def test_a_clause_of_several_tiers_or_searches_is_evaluated_once(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.update([article(1, "talks"), article(2, "tale of war")])
    asked: list[str] = []
    words = Snapshot.words

    def counting(snapshot: Snapshot, start: str, fields: Iterable[str]) -> Counter[str]:
        asked.append(start)
        return words(snapshot, start, fields)

    monkeypatch.setattr(Snapshot, "words", counting)
    beginning = Prefix("tal")
    clauses = tuple(And((beginning, term(word))) for word in ("zebra", "peace", "war"))
    results = engine.search(Query(clauses))
    assert (results.total, results.partial, [hit.id for hit in results.hits]) == (0, 1, [2])
    assert asked == ["tal"]
    assert engine.totals([Query((clause,)) for clause in clauses]) == [0, 0, 1]
    assert asked == ["tal", "tal"]


def test_segments_do_not_pile_up(engine: WhooshEngine) -> None:
    for turn in range(40):
        engine.update([article(turn % 25 + 1, f"war turn{turn}")])
    snapshot = engine._snapshot()
    assert len(snapshot.segments) < 10
    assert found(engine, term("war")) == list(range(1, 26))
    assert found(engine, term("turn39")) == [15]


@pytest.mark.slow
def test_a_small_commit_merges_little_and_a_large_one_the_rest(engine: WhooshEngine) -> None:
    def sizes() -> list[int]:
        return sorted(each.segment.size for each in engine._snapshot().segments)

    engine.rebuild(article(id_, "war") for id_ in range(1, 501))
    for id_ in range(501, 651):
        engine.update([article(id_, f"war number{id_}")], [id_ - 500])
        *small, first = sizes()
        assert first == 500
        assert max(small, default=0) <= 64 and len(small) < 32
    assert len(small) > 8
    assert found(engine, term("number577")) == [577]
    engine.update(article(id_, "war") for id_ in range(651, 851))
    assert len(sizes()) <= 8
    assert found(engine, term("war")) == list(range(151, 851))
    engine.update([], range(1, 851))
    assert sizes() == []


def test_without_an_index_there_are_no_words(folder: Path) -> None:
    engine = WhooshEngine(folder)
    for ask in (engine.terms, engine.similar):
        with pytest.raises(IndexMissing, match=r"manage\.py reindex"):
            ask("a")


def test_an_index_of_another_schema_is_missing(engine: WhooshEngine, folder: Path) -> None:
    pointer = folder / "current"
    pointer.write_bytes(checked(values_of(pointer.read_bytes()) | {"schema_version": 0}))
    assert engine.status().state is State.OUTDATED
    with pytest.raises(IndexMissing, match="Another version"):
        engine.search(Query())
    engine.rebuild([article(1, "war")])
    assert found(engine, Everything()) == [1]


def test_a_process_of_an_older_version_leaves_the_index_of_a_newer_one_alone(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = "search.engines.whoosh.generations.SCHEMA_VERSION"
    engine.rebuild([article(1, "war")])
    monkeypatch.setattr(version, 7)
    newer = WhooshEngine(folder)
    assert newer.status().state is State.OUTDATED
    newer.rebuild([article(1, "war")])

    monkeypatch.setattr(version, SCHEMA_VERSION)
    engine = WhooshEngine(folder)
    assert engine.status().state is State.AWAY, "whatever is not away is built again"
    with pytest.raises(EngineAway, match="Start this process again with the newer version"):
        engine.search(Query())

    # All went back to the older version.
    engine.rebuild([article(1, "war")])
    assert found(engine, Everything()) == [1]
    # Another upgrade is one like the first.
    monkeypatch.setattr(version, 7)
    again = WhooshEngine(folder)
    assert again.status().state is State.OUTDATED
    again.rebuild([article(1, "war")])
    assert found(again, Everything()) == [1]


def test_a_removed_and_rebuilt_folder_is_noticed(engine: WhooshEngine, folder: Path) -> None:
    engine.rebuild([article(1)])
    assert dict(engine.versions()) == {1: 1}
    folder.rename(folder.with_name("away"))
    with pytest.raises(IndexMissing):
        dict(engine.versions())
    other = WhooshEngine(folder)
    other.rebuild([])
    other.rebuild([article(2)])
    assert dict(engine.versions()) == {2: 1}


def test_states_of_a_removed_and_rebuilt_index_have_different_names(folder: Path) -> None:
    names = set()
    for _ in range(2):
        engine = WhooshEngine(folder)
        engine.rebuild([article(1)])
        names.add(engine.search(Query()).generation)
        shutil.rmtree(folder)
    assert len(names) == 2


def test_a_full_disk_is_reported_and_leaves_the_index_unchanged(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.update([article(1, "war")])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("search.engines.whoosh.codec.PostingsWriter.put", full)
        with pytest.raises(EngineUnavailable, match="No space left on device"):
            engine.update([article(2, "war")], [1])
        with pytest.raises(EngineUnavailable, match="No space left on device"):
            engine.rebuild([article(2, "war")])
    assert dict(engine.versions()) == {1: 1}
    engine.update([article(2, "war")])
    assert found(engine, term("war")) == [1, 2]


def test_a_second_writer_is_refused(
    engine: WhooshEngine, another: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.whoosh.writing.PATIENCE", 0.05)

    def documents() -> Iterator[Document]:
        yield article(1)

    def replay(update: object) -> None:
        index = Folder(engine._folder.path).path / "gen-2"
        assert index.is_dir()

    writer = engine._current().index.writer(compound=False)
    with pytest.raises(EngineUnavailable, match="Another process is writing"):
        another.update(documents())
    writer.cancel()
    another.update(documents())
    engine.rebuild(documents(), replay)
    assert dict(engine.versions()) == {1: 1}
