"""Long texts are searched for by their most telling words."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Engine, EngineUnavailable
from search.language.leaves import MAX_CLAUSES
from search.language.lexing import MAX_CHARACTERS
from search.language.parsing import parse, words_of
from search.pasted import MAX_BYTES, MOST_WORDS, is_long, shortened, telling_words
from search.query.clauses import Phrase, Query, Term
from search.respelling import respelt
from search.text.analysis import tokenize
from tests.search.engines.material import article

COMMON = ["council", "budget", "vote", "mayor", "street", "school", "water", "market"]
RARE = [
    f"{first}{second}"
    for first in ("quorv", "zelt", "brim")
    for second in ("ask", "elno", "int", "ovar", "umber", "ysk", "anto", "erik", "ilde", "orsa")
]
#: A story with a rare word in each sentence.
STORY = " ".join(
    f"The {COMMON[place % 8]} and the {COMMON[(place + 3) % 8]} were there again, and there was more and more about {word} in between."
    for place, word in enumerate(RARE)
)

#: Longer than a search, but an address can hold it.
PARAGRAPH = " ".join(f"budget the{place} a{place}" for place in range(40))


@pytest.fixture
def engine(engine: Engine) -> Engine:
    plain = f"The {' and the '.join(COMMON)} were there again. " * 12
    others = [article(id_, plain) for id_ in range(1, 40)]
    engine.rebuild([*others, article(50, STORY), article(51, STORY[: len(STORY) // 2])])
    return engine


def test_the_rarest_words_stand_for_a_text_in_its_order(engine: Engine) -> None:
    assert telling_words(STORY, engine).split() == RARE


def test_every_part_of_a_text_contributes(engine: Engine) -> None:
    rare = STORY[: len(STORY) // 2]
    words = telling_words(f"{rare} " + "The budget was there. " * 100, engine).split()
    assert "budget" in words
    assert set(words) - {"budget"} <= set(tokens_of(rare))


def tokens_of(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokenize(text)]


def test_a_text_that_an_address_can_hold_keeps_its_repetitions(engine: Engine) -> None:
    engine.update([article(60, " ".join(PARAGRAPH.split()))])
    words = telling_words(PARAGRAPH, engine).split()
    assert words.count("budget") == PARAGRAPH.split().count("budget") > 1
    assert len(set(words)) == MAX_CLAUSES
    assert [word for word in PARAGRAPH.split() if word in words] == words


def test_words_that_no_article_has_are_left_out(engine: Engine) -> None:
    words = telling_words(" ".join(f"unheard{place}" for place in range(99)) + " budget", engine)
    assert words == "budget"


@pytest.mark.parametrize("unknown", ["unheard{}", "the of and"])
def test_they_are_used_if_there_are_no_others(engine: Engine, unknown: str) -> None:
    text = " ".join(unknown.format(place) for place in range(99))
    assert telling_words(text, engine).split()[0] == text.split()[0]


def test_without_an_index_words_are_still_chosen(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(stems: object) -> dict[str, int]:
        raise EngineUnavailable("It is down.")

    monkeypatch.setattr(engine, "frequencies", down)
    words = telling_words(STORY, engine).split()
    assert len(words) == MOST_WORDS
    assert "the" not in words


def sentences(number: int) -> str:
    return " ".join(f"word{place}" for place in range(number))


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("", False),
        ("idlib ceasefire", False),
        (sentences(MAX_CLAUSES), False),
        (sentences(MAX_CLAUSES + 1), True),
        ("the " * 200 + "idlib", False),
        ("idlib " * 100, False),
        (" OR ".join(sentences(60).split()), False),
        (sentences(60) + " headline:idlib", False),
        (sentences(60) + " “a quotation” (and a remark)", True),
        ("x" * (MAX_CHARACTERS + 1), True),
        ("переговоры " * 40, False),
        ("переговоры " * 45, True),
        ("停" * 300, True),
    ],
)
def test_a_text_is_long_if_a_search_or_an_address_cannot_hold_it(text: str, long: bool) -> None:
    assert is_long(text) is long


@given(st.text(max_size=40), st.integers(1, 400))
def test_what_stands_for_a_text_is_short(piece: str, times: int) -> None:
    class Empty:
        def totals(self, queries: object) -> list[int]:
            return [0]

        def frequencies(self, stems: object) -> dict[str, int]:
            return {}

        def languages(self) -> dict[str, int]:
            return {}

    text = f"{piece} " * times
    short = telling_words(text, Empty())  # type: ignore[arg-type] # only what is asked of it
    assert len(short) <= MAX_CHARACTERS
    assert len(quote_plus(short)) <= MAX_BYTES
    assert not is_long(short)


@pytest.mark.parametrize("text", ["(" * 3000, "?!" * 900, "ä" * 5000, "“" * 2000 + "x" * 3000])
def test_a_text_without_usable_words_is_cut(engine: Engine, text: str) -> None:
    assert 0 < len(shortened(text)) <= 100


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "AT&T said: “No plans” — U.S. and U.K. officials (NATO) don't agree; 3.5 of 1,800 F-16s. "
        "Peskov: no plans. NOT now, OR never AND so on. “An open quotation, date:2020 is:undated "
        "https://example.org/a-b?c=d*e~f#g =word *star qu?stion near~2 multi-targeted" * 4,
    ],
)
def test_the_words_are_read_as_plain_words(engine: Engine, text: str) -> None:
    engine.update([article(60, text)])
    parsed = parse(telling_words(text, engine))
    words = words_of(parsed.clause)
    assert words
    assert not parsed.notes
    assert all(isinstance(word, Term | Phrase) and word.field is None for word in words)


def test_a_pasted_article_finds_itself_and_then_its_copy(engine: Engine) -> None:
    tiers = respelt(engine, parse(telling_words(STORY, engine))).tiers
    assert [hit.id for hit in engine.search(Query(tiers)).hits][:2] == [50, 51]
