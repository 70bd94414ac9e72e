"""Places of words in a snapshot, which numbers all documents as one text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.engines.whoosh import snapshots
from search.engines.whoosh.evaluation import Evaluation
from search.engines.whoosh.generations import Folder
from search.engines.whoosh.snapshots import Snapshot
from search.engines.whoosh.writing import replace
from search.query.clauses import Basis, Clause
from search.query.document import Document
from tests.search.clauses import near_of, phrase_of

TEXTS = {
    1: "The oil war",
    2: "",
    3: "Oil. War and oil\n\nWar",
    4: "War at sea",
    5: "Oil",
    6: "War, oil, war, oil",
}


@pytest.fixture(params=[1 << 30, 10], ids=["in four bytes", "in eight bytes"])
def snapshot(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Snapshot:
    """Several segments, with an earlier version of document 4 and all of document 6 deleted."""
    monkeypatch.setattr(snapshots, "NARROW", request.param)
    generation = Folder(tmp_path).new_generation()
    for batch in ({4: "oil war"}, {key: TEXTS[key] for key in (1, 2, 3, 6)}, {4: TEXTS[4]}):
        replace(generation, [document(*each) for each in batch.items()])
    replace(generation, [document(5, TEXTS[5])], removed=[6])
    return generation.snapshot()


def document(key: int, text: str) -> Document:
    return Document(
        id=key, version=1, outlet_id=0, published=None, basis=Basis.STATED, texts={"body": text}
    )


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        pytest.param(phrase_of(("oil", "war"), "", "body"), {1, 3}, id="a phrase"),
        pytest.param(phrase_of(("war", "oil"), "", "body"), set(), id="no phrase across documents"),
        pytest.param(
            near_of(("oil", "sea"), 90, "", "body"), set(), id="not near across documents"
        ),
        pytest.param(near_of(("oil", "oil"), 2, "", "body"), {3}, id="twice near each other"),
        pytest.param(near_of(("oil", "war"), 50, "", "body"), {1, 3}, id="near each other"),
    ],
)
def test_phrases_and_near_words_lie_in_one_document(
    snapshot: Snapshot, clause: Clause, expected: set[int]
) -> None:
    found = Evaluation(snapshot).matches(clause)
    assert set(snapshot.ids[found.docs].tolist()) == expected


def test_places_ascend_and_leave_deleted_documents_out(snapshot: Snapshot) -> None:
    places = snapshot.places("body", [b"war"])
    assert (np.diff(places) > 0).all()
    documents = np.searchsorted(snapshot.starts("body"), places, side="right") - 1
    assert sorted(snapshot.ids[documents].tolist()) == [1, 3, 3, 4]
    assert snapshot.live[documents].all()
