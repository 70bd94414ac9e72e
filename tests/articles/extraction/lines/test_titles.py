from __future__ import annotations

import pytest

from articles.extraction.lines.titles import title_of


@pytest.mark.parametrize(
    ("paragraph", "title"),
    [
        ("The lake rose. It fell later.", "The lake rose"),
        ("MOSCOW, March 5. /TASS/. The lake rose. It fell.", "The lake rose"),
        ("The U.S. said Mr. J. Lee left. He did.", "The U.S. said Mr. J. Lee left"),
        ("The army of the U.S. left. It did.", "The army of the U.S. left"),
        ("Did it rise? It did.", "Did it rise?"),
        ("“It rose.” He left.", "“It rose.”"),
        ("No full stop", "No full stop"),
        ("It cost 3.5 million. Then more.", "It cost 3.5 million"),
        ("", ""),
    ],
)
def test_the_first_sentence_stands_for_a_headline(paragraph: str, title: str) -> None:
    assert title_of("", paragraph) == title


def test_a_headline_is_the_title() -> None:
    assert title_of("Lake rises", "The lake rose.") == "Lake rises"


def test_a_long_sentence_is_cut_at_a_word() -> None:
    title = title_of("", "water " * 100)
    assert len(title) <= 160
    assert title.endswith("water…")
