"""A damaged index: every failure is reported, and a rebuild repairs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import EngineUnavailable, State
from search.engines.whoosh import WhooshEngine
from search.query.clauses import Query
from tests.samples import sampled
from tests.search.engines.material import article, found, term


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search index"


@pytest.fixture
def engine(folder: Path) -> WhooshEngine:
    engine = WhooshEngine(folder)
    engine.rebuild([])
    return engine


def _garbage_pointer(folder: Path) -> None:
    (folder / "current").write_bytes(b"\x00\xffnonsense")


def _other_json(folder: Path) -> None:
    (folder / "current").write_text('["gen-1"]')


def _pointer_outside(folder: Path) -> None:
    pointer = json.loads((folder / "current").read_text())
    (folder / "current").write_text(json.dumps(pointer | {"folder": "../gen-1"}))


def _without_tables(folder: Path) -> None:
    for path in folder.glob("gen-*/*.toc"):
        path.unlink()


def _without_terms(folder: Path) -> None:
    for path in folder.glob("gen-*/*.trm"):
        path.unlink()


def _cut(pattern: str, folder: Path) -> None:
    for path in folder.glob(f"gen-*/{pattern}"):
        path.write_bytes(path.read_bytes()[:25])


def _overwritten(folder: Path) -> None:
    for path in folder.glob("gen-*/*.pst"):
        path.write_bytes(path.read_bytes().replace(b"\x01" * 10, b"\xff" * 10))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a garbage pointer": _garbage_pointer,
    "a pointer of another form": _other_json,
    "a pointer to elsewhere": _pointer_outside,
    "no table of contents": _without_tables,
    "no terms": _without_terms,
    "terms cut off": lambda folder: _cut("*.trm", folder),
    "table of contents cut off": lambda folder: _cut("*.toc", folder),
    "records cut off": lambda folder: _cut("*record.col", folder),
    "postings cut off": lambda folder: _cut("*.pst", folder),
    "postings of documents that do not exist": _overwritten,
}


@pytest.mark.parametrize("damage", sampled(DAMAGES.values(), every=3), ids=DAMAGES.keys())
def test_damage_is_reported_and_a_rebuild_repairs_it(
    engine: WhooshEngine, folder: Path, damage: Callable[[Path], None]
) -> None:
    engine.update([article(id_, "war and peace in one long text") for id_ in range(1, 40)])
    damage(folder)
    fresh = WhooshEngine(folder)
    with pytest.raises(EngineUnavailable) as caught:
        fresh.search(Query((term("war"),)))
    assert "`manage.py reindex`" in caught.value.remedy
    assert str(folder) not in caught.value.remedy
    fresh.rebuild([article(1, "war")])
    assert fresh.status().state is State.READY
    assert found(fresh, term("war")) == [1]


def test_an_unreadable_pointer_is_reported(engine: WhooshEngine, folder: Path) -> None:
    (folder / "current").unlink()
    (folder / "current").mkdir()
    assert engine.status().state is State.DAMAGED
    with pytest.raises(EngineUnavailable, match="cannot be read"):
        engine.search(Query())
