"""Whole captures in other layouts: each .txt beside the .json of what it must give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.extraction.extract import extract
from articles.extraction.lines.titles import title_of
from articles.extraction.page.page import Page
from tests.paths import CAPTURES

STEMS = sorted(CAPTURES.glob("**/*.txt"))


@pytest.mark.parametrize("path", STEMS, ids=lambda path: path.stem)
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
        "title": title_of(found.headline, found.body[0] if found.body else ""),
        "body": list(found.body),
        "language": found.language,
    } == {"language": "en", **json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))}


def test_there_are_captures_to_check() -> None:
    assert len(STEMS) >= 40
