"""The files that the speed benchmark reuses in later runs are complete or do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import search


def test_half_a_corpus_is_not_reused(tmp_path: Path) -> None:
    def stories() -> Iterator[Any]:
        yield {"id": "a"}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search.written(tmp_path, stories())
    assert not (tmp_path / "corpus.jsonl").exists()


def test_half_an_index_is_not_reused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(engine: str, folder: Path, corpus: Path) -> None:
        (folder / "segment").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(search, "build", killed)
    with pytest.raises(KeyboardInterrupt):
        search.build_once("ours", tmp_path, tmp_path / "corpus.jsonl")
    assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize("sizes", [["1000"], ["1000", "1000"], ["0", "-5"]])
def test_growth_needs_two_sizes(sizes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["search.py", "--growth", "--sizes", *sizes])
    with pytest.raises(SystemExit):
        search.main()
