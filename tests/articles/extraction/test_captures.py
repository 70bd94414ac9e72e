"""Whole captures in other layouts: each .txt beside the .json of what it must give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.extraction import Page, extract

CAPTURES = sorted((Path(__file__).resolve().parents[2] / "captures").glob("*.txt"))


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
def test_a_capture_gives_what_is_written_beside_it(path: Path) -> None:
    found = extract(Page.of(path.read_text(encoding="utf-8")))
    assert {
        "outlet": found.outlet,
        "agency": found.agency,
        "headline": found.headline,
        "standfirst": found.standfirst,
        "byline": list(found.byline),
        "dateline": found.dateline,
        "published": str(found.published.date) if found.published.date else None,
        "published_basis": found.published.basis,
        "captions": list(found.captions),
        "title": found.title,
        "body": list(found.body),
        "language": found.language,
    } == {"language": "en", **json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))}


def test_there_are_captures_to_check() -> None:
    assert len(CAPTURES) >= 40
