"""The parts of a search that a user can remove one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.parsing import parse
from search.language.parts import MOST_PARTS, parts_of
from search.query.clauses import And, Clause, Everything


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", []),
        ("idlib", [("“idlib”", "")]),
        ("idlib talks", [("“idlib”", "talks"), ("“talks”", "idlib")]),
        (
            '"spring shield" -turkey',
            [("the phrase “spring shield”", "-turkey"), ("without “turkey”", '"spring shield"')],
        ),
        ("a1 AND b2", [("“a1”", "b2"), ("“b2”", "a1")]),
        ("idlib NOT turkey", [("“idlib”", "NOT turkey"), ("without “turkey”", "idlib")]),
        (
            "(idlib OR aleppo) talks",
            [("either “idlib” or “aleppo”", "talks"), ("“talks”", "(idlib OR aleppo)")],
        ),
        ("idlib talks OR aleppo", [("either (both “idlib” and “talks”) or “aleppo”", "")]),
        (
            "headline:kremlin date:2020-03",
            [
                ("“kremlin” in the headline", "date:2020-03"),
                ("dated March 2020", "headline:kremlin"),
            ],
        ),
        ("the border", [("“border”", "the")]),
        ("“open quote", [("the phrase “open quote”", "")]),
        ("( )", []),
        ("idlib OR(aleppo) talks", [("either “idlib” or (both “aleppo” and “talks”)", "")]),
        ("(idlib)OR aleppo", [("either “idlib” or “aleppo”", "")]),
        (
            '"idlib"NOT turkey',
            [("“idlib”", "NOT turkey"), ("without “turkey”", '"idlib"')],
        ),
        ('talks "idlib"-turkey', [("“talks”", '"idlib"-turkey')]),
        ("idlib AND(war)", [("“idlib”", "(war)"), ("“war”", "idlib")]),
        ("idlib—war", [("“idlib”", "—war"), ("“war”", "idlib—")]),
        (
            "x:war (idlib talks",
            [("both “x” and “war”", "(idlib talks"), ("both “idlib” and “talks”", "x:war")],
        ),
        (
            "tram w/5 port sock",
            [
                ("the words “tram port” with at most 4 other words between them", "sock"),
                ("“sock”", "tram w/5 port"),
            ],
        ),
        ("+(tram port) sock", [("both “tram” and “port”", "sock"), ("“sock”", "+(tram port)")]),
        (
            "tram NOT the port !sock",
            [
                ("“tram”", "NOT the port !sock"),
                ("without “port”", "tram !sock"),
                ("without “sock”", "tram NOT the port"),
            ],
        ),
        ("x " * (MOST_PARTS + 1), []),
    ],
)
def test_parts_of_a_search(typed: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.words, part.rest) for part in parts_of(typed, parse(typed))] == parts


@given(
    st.lists(
        st.sampled_from(
            [
                "+",
                "!",
                " w/5 ",
                "NOT the ",
                "ab",
                '"cd ef"',
                "-gh",
                "(",
                ")",
                "OR",
                "AND",
                "NOT",
                '"',
                "body:",
                "the",
                "—",
                " ",
            ]
        ),
        max_size=10,
    ).map("".join)
    | st.text(max_size=60)
)
def test_the_rest_of_any_part_is_another_search(typed: str) -> None:
    for part in parts_of(typed, parse(typed)):
        assert part.words
        assert not part.rest or parse(part.rest).clause != parse(typed).clause
        assert len(part.rest) <= len(typed)


@given(
    st.lists(
        st.sampled_from(
            [
                "ab",
                "cd",
                '"ef gh"',
                '"ij kl"~3',
                "-mn",
                "(op OR qr)",
                "OR(st)",
                "NOT(uv)",
                '"wx"NOT',
            ]
        )
        | st.sampled_from(
            ["AND", "NOT", "headline:yz", "tu*", "date:2020", "is:undated", '"vw"xy']
        ),
        unique=True,
        max_size=4,
    ).map(" ".join)
)
def test_removing_a_part_leaves_exactly_the_others(typed: str) -> None:
    whole = demanded(typed)
    for part in parts_of(typed, parse(typed)):
        assert demanded(part.rest) == whole - demanded(part.text)


def demanded(typed: str) -> set[Clause]:
    """The clauses that must all match."""
    clause = parse(typed).clause
    return {*(clause.clauses if isinstance(clause, And) else [clause])} - {Everything()}
