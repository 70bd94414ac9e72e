"""Every entry of the phrasebooks is found in its examples, and in no text that it must miss."""

from __future__ import annotations

import pytest

from articles.extraction.lines.calendars import ERAS
from articles.extraction.words.phrasebook import PHRASES, Entry, Phrasebook, phrasebook
from articles.extraction.words.vocabulary import folded

ENTRIES = [
    (path.stem, name)
    for path in sorted(PHRASES.glob("*.toml"))
    for name in phrasebook(path.stem).entries
]


def _is_found(book: Phrasebook, name: str, text: str) -> bool:
    entry = book.entries[name]
    if entry.words:
        return not book.words(name).isdisjoint(map(folded, text.split()))
    if entry.whole:
        return book.pattern(name).fullmatch(text) is not None
    return any(pattern.search(text) for pattern in book.patterns(name))


@pytest.mark.parametrize(("subject", "name"), ENTRIES, ids=map(".".join, ENTRIES))
def test_an_entry_is_found_where_its_examples_say(subject: str, name: str) -> None:
    book = phrasebook(subject)
    entry = book.entries[name]
    assert [bool(entry.words), bool(entry.phrases), bool(entry.pattern)].count(True) == 1
    assert entry.matches
    assert entry.misses
    assert [text for text in entry.matches if not _is_found(book, name, text)] == []
    assert [text for text in entry.misses if _is_found(book, name, text)] == []


def test_a_reference_stands_for_all_alternatives_of_an_entry() -> None:
    book = Phrasebook(
        {
            "boat": Entry([], [], phrases=["barge", "{small}"]),
            "small": Entry([], [], phrases=["dinghy", "punt"]),
            "sailing": Entry([], [], pattern=r"^{boat}s? on {RECENT_YEAR}$"),
        }
    )
    assert book.phrases("boat") == ("barge", "dinghy", "punt")
    assert book.pattern("sailing").match("Punts on 2019")


def test_every_era_that_dates_are_read_in_can_be_counted() -> None:
    assert set(phrasebook("foreigndates").phrases("era")) == set(ERAS)
