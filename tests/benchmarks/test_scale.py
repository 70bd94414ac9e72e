"""The benchmark of large indexes, with a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import scale, scalestories
from benchmarks.scalestories import document, documents, percentiles, rank_of, vocabulary
from search.engines.base import Engine
from search.engines.whoosh import WhooshEngine


def test_an_article_depends_on_its_number_alone() -> None:
    *_, last = documents(1, 3)
    assert last == document(3)
    assert len({document(each).texts["body"] for each in range(1, 50)}) == 49


def test_an_edited_article_has_a_paragraph_more() -> None:
    plain, edited = document(7), document(7, 2, "changed")
    assert edited.version == 2
    assert edited.texts["body"] == f"{plain.texts['body']}\n\nchanged"
    assert edited.published == plain.published


@pytest.mark.parametrize("share", [0.2, 0.01, 0.001])
def test_words_are_as_frequent_as_the_questions_say(share: float) -> None:
    rank = rank_of(share)
    spread = max(5, rank // 20)
    words = {*vocabulary()[rank - spread : rank + spread]}
    texts = [document(each).texts["body"].lower().replace(".", "").split() for each in range(1500)]
    found = sum(len(words & {*text}) for text in texts) / len(words) / len(texts)
    assert found == pytest.approx(share, rel=0.25)


def test_the_vocabulary_grows_as_in_news() -> None:
    texts = (document(each).texts["body"].lower().replace(".", "") for each in range(400))
    assert 10_000 < len({word for text in texts for word in text.split()}) < 20_000


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentiles([float(each) for each in range(1, 101)]) == (51, 95)
    assert percentiles([3.0]) == (3, 3)


def test_it_builds_once_and_asks_questions_of_each_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in (scalestories, scale):
        monkeypatch.setattr(module, "BEFORE", 1)
    monkeypatch.setattr(scalestories, "EACH", 3)
    monkeypatch.setattr(scale, "EDITS", 2)
    monkeypatch.setattr(scale, "MANY", 5)
    scale.main([str(tmp_path), "300"])
    printed = capsys.readouterr().out
    assert "| articles | 300 |" in printed
    for kind in ("rare word", "phrase", "prefix", "page 500", "export, first article"):
        assert f"| {kind} | " in printed
    assert "All versions are listed" in printed

    def never(*arguments: object) -> int:
        raise AssertionError("It is built already.")

    monkeypatch.setattr(WhooshEngine, "rebuild", never)
    scale.main([str(tmp_path), "300", "--only", "ask", "--kinds", "phrase"])
    again = capsys.readouterr().out
    assert "| phrase | " in again
    assert "| prefix | " not in again


def test_an_index_that_is_not_built_cannot_be_asked(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="not built"):
        scale.main([str(tmp_path), "300", "--only", "ask"])


def test_edits_that_are_not_found_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(engine: Engine, *arguments: object) -> set[int]:
        return set()

    scale.main([str(tmp_path), "30", "--only", "build"])
    monkeypatch.setattr(scale, "MANY", 5)
    monkeypatch.setattr(scale, "EDITS", 2)
    monkeypatch.setattr(WhooshEngine, "update", nothing)
    with scale.bench("whoosh", tmp_path, 30) as bench, pytest.raises(SystemExit, match="0 times"):
        scale.edited(bench)
