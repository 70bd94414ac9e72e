"""A search and a name are searched together, whatever the search looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.beside import beside, in_quotes
from search.language.parsing import parse
from search.query.clauses import And, Clause


@pytest.mark.parametrize(
    ("q", "together"),
    [
        ("", '"Anna Weil"'),
        ("*", '"Anna Weil"'),
        ("quay", '"Anna Weil" quay'),
        ("quay OR ferry", '"Anna Weil" (quay OR ferry)'),
        ("quay || ferry", '"Anna Weil" (quay || ferry)'),
        ('storm "calm weather', '"Anna Weil" storm "calm weather'),
        ("(quay OR ferry", '"Anna Weil" (quay OR ferry'),
        ("a) OR (b", None),
    ],
)
def test_names_stand_before_the_search(q: str, together: str | None) -> None:
    assert beside(q, in_quotes("Anna Weil")) == together


def test_quotation_marks_of_a_name_end_nothing() -> None:
    assert in_quotes(' Anna "Nan”  Weil" ') == '"Anna Nan Weil"'


def required(clause: Clause) -> frozenset[Clause]:
    return frozenset(clause.clauses if isinstance(clause, And) else (clause,))


PIECES = st.sampled_from(
    ["quay", "storm", "OR", "||", "AND", "NOT", "-", "(", ")", '"', "“", "”", "~5", "w/3", " ", "+",
     "speaker:", "*", "the", ",", "ferry sank"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=9).map(" ".join))
def test_what_is_typed_together_asks_for_the_name_and_for_all_of_the_search(q: str) -> None:
    together = beside(q, '"Anna Weil"')
    if together is None or not q.strip():
        return
    whole = required(parse(together).clause)
    assert required(parse('"Anna Weil"').clause) <= whole
    assert required(parse(q).clause) <= whole or q.strip() == "*"
