"""The lexicon finds what the segments have, whatever commits came before."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from search.engines.whoosh import lexicon
from search.engines.whoosh.generations import Folder
from search.engines.whoosh.lexicon import Lexicon
from search.engines.whoosh.schema import stem_term
from search.engines.whoosh.snapshots import Snapshot
from search.engines.whoosh.writing import replace
from search.query.clauses import Basis
from search.query.document import Document

WORDS = ["oil", "war", "sea", "port", "tide"]
FIELDS = ["body", "headline", "captions", "byline"]


def document(key: int, version: int, rng: random.Random) -> Document:
    """A document that lacks some fields, so that segments number their fields differently."""
    fields = rng.sample(FIELDS, rng.randint(1, 3))
    texts = {field: " ".join(rng.choices(WORDS, k=3)) for field in fields}
    return Document(
        id=key, version=version, outlet_id=0, published=None, basis=Basis.STATED, texts=texts
    )


def found(known: Lexicon) -> dict[tuple[str, str], list[tuple[int, list[int]]]]:
    return {
        (field, word): [
            (number, block.docs().tolist())
            for block, number in known.blocks(field, stem_term(word))
        ]
        for field in FIELDS
        for word in WORDS
    }


def asked_one_by_one(snapshot: Snapshot) -> dict[tuple[str, str], list[tuple[int, list[int]]]]:
    return {
        (field, word): [
            (number, block.docs().tolist())
            for number, (segment, _) in enumerate(snapshot.segments)
            if (block := segment.terms.block(field, stem_term(word))) is not None
        ]
        for field in FIELDS
        for word in WORDS
    }


@pytest.mark.parametrize(
    "small",
    [
        pytest.param(1 << 15, id="all segments are small"),
        pytest.param(12, id="some segments are small"),
        pytest.param(0, id="no segment is small"),
    ],
)
def test_a_term_is_found_where_segments_have_it_after_each_commit(
    small: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicon, "SMALL", small)
    rng = random.Random(7)
    generation = Folder(tmp_path).new_generation()
    replace(generation, [document(key, 1, rng) for key in range(1, 13)])
    known = Lexicon()
    numbers = set()
    for commit in range(40):
        removed = [rng.randint(1, 12)] if commit % 5 == 4 else []
        replace(generation, [document(rng.randint(1, 12), commit + 2, rng)], removed)
        snapshot = generation.snapshot()
        expected = asked_one_by_one(snapshot)
        readers = [segment.terms for segment, _ in snapshot.segments]
        known = Lexicon(readers, known)
        assert found(known) == expected
        assert found(Lexicon(readers)) == expected
        numbers.add(len(readers))
    assert min(numbers) < max(numbers) > 5  # segments were added and merged


def test_terms_with_the_same_hash_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.whoosh.codec.crc32", lambda key: len(key))
    monkeypatch.setattr(lexicon, "crc32", lambda key: len(key))
    rng = random.Random(8)
    generation = Folder(tmp_path).new_generation()
    for key in range(1, 6):
        replace(generation, [document(key, 1, rng)])
    snapshot = generation.snapshot()

    known = Lexicon([segment.terms for segment, _ in snapshot.segments])

    assert found(known) == asked_one_by_one(snapshot)
