"""Signs in searches: near, exact, wildcard and fuzzy words, and conditions on facts."""

from __future__ import annotations

import pytest

from search.language.leaves import MAX_NEARS
from search.language.parsing import parse, words_of
from search.language.patterns import MAX_NEAR
from search.query.clauses import (
    PUBLISHED,
    And,
    Basis,
    Clause,
    Exact,
    Fuzzy,
    Has,
    Is,
    Near,
    Not,
    Or,
    Phrase,
    Term,
    Wildcard,
)
from search.text.analysis import PARAGRAPH_GAP
from tests.search.clauses import near_of, phrase_of


def term(text: str, stem: str | None = None, field: str | None = None) -> Term:
    return Term((stem or text.lower(),), text, field)


def both(*clauses: Clause) -> And:
    return And(clauses)


IDLIB, WAR, TURKEY = term("idlib"), term("war"), term("turkey")

MEANINGS: list[tuple[str, Clause]] = [
    ('"idlib war"~8', near_of(("idlib", "war"), 8, "idlib war")),
    ('"the talks"~', near_of(("the", "talk"), 10, "the talks")),
    ('"idlib war"~0 turkey', both(near_of(("idlib", "war"), 0, "idlib war"), TURKEY)),
    ('headline:"idlib war"~3', near_of(("idlib", "war"), 3, "idlib war", "headline")),
    ('-"idlib war"~3 turkey', both(Not(near_of(("idlib", "war"), 3, "idlib war")), TURKEY)),
    ('"idlib"~8', IDLIB),
    ("Erdogen~", Fuzzy("erdogen", 2)),
    ("Putyn~", Fuzzy("putyn", 1)),
    ("Erdoğen~1", Fuzzy("erdogen", 1)),
    ("byline:smyth~2,", Fuzzy("smyth", 2, "byline")),
    ("wom?n", Wildcard("wom?n")),
    ("T*key", Wildcard("t*key")),
    ("tur**k*,", Wildcard("tur*k*")),
    ("Erdoğ?n’s", Wildcard("erdog?n's")),
    ("headline:t*key", Wildcard("t*key", "headline")),
    ("idlib?", IDLIB),
    ("=talks", Exact(("talks",), "talks")),
    ("headline:=Talks", Exact(("talks",), "Talks", "headline")),
    ('="peace Talks"', Exact(("peace", "talks"), "peace Talks")),
    ('headline:="peace talks"', Exact(("peace", "talks"), "peace talks", "headline")),
    ("=peace-talks", Exact(("peace", "talks"), "peace-talks")),
    ("idlib -=talks", both(IDLIB, term("talks", "talk"))),
    ("a=b", phrase_of(("a", "b"), "a=b")),
    ("= idlib", IDLIB),
    ("caption:war", term("war", field="captions")),
    ("bylines:lee", term("lee", field="byline")),
    ("is:undated", Not(Has(PUBLISHED))),
    ("-is:undated", Has(PUBLISHED)),
    ("is:dated", Has(PUBLISHED)),
    ("IS:Inferred war", both(Is(Basis.INFERRED), WAR)),
    ("is:(stated OR edited)", Or((Is(Basis.STATED), Is(Basis.EDITED)))),
    ("has:caption", Has("captions")),
    ("has:date", Has(PUBLISHED)),
    ("war -has:byline", both(WAR, Not(Has("byline")))),
]


@pytest.mark.parametrize(("text", "clause"), MEANINGS, ids=[text for text, _ in MEANINGS])
def test_the_meaning_of_a_pattern(text: str, clause: Clause) -> None:
    parsed = parse(text)
    assert parsed.clause == clause
    assert parsed.notes == ()


REPAIRS: list[tuple[str, Clause, str]] = [
    (
        "t*y",
        phrase_of(("t", "y"), "t*y"),
        "“t*y” was read without its *, which needs at least 3 other",
    ),
    ("*stan", term("stan"), "“*stan” was read without its *, which cannot begin a word"),
    ("?tan*s", phrase_of(("tan", "s"), "tan*s"), "without its * and ?, which cannot begin a word"),
    ("ab~", term("ab"), "“ab~” was read without its ~, which needs at least 3"),
    ("peace-talk~", phrase_of(("peac", "talk"), "peace-talk"), "after a single word"),
    ("北京~", term("北京"), "“北京~” was read without its ~"),
    ("putin~9", Fuzzy("putin", 2), "“putin~9” was read as ~2"),
    ("putin~0", Fuzzy("putin", 1), "“putin~0” was read as ~1"),
    ('"idlib war"~900', near_of(("idlib", "war"), 50, "idlib war"), "at most 50 words apart"),
    ("is:odd", term("odd"), "After “is:” you can use dated, undated, stated"),
    ("has:source", term("source", "sourc"), "“has:source” is not a known condition"),
]


@pytest.mark.parametrize(("text", "clause", "note"), REPAIRS, ids=[text for text, _, _ in REPAIRS])
def test_a_sign_that_cannot_be_used_is_ignored_with_a_note(
    text: str, clause: Clause, note: str
) -> None:
    parsed = parse(text)
    assert parsed.clause == clause
    assert len(parsed.notes) == 1
    assert note in parsed.notes[0]


def test_the_number_of_words_near_each_other_is_limited() -> None:
    words = [f"word{number}" for number in range(MAX_NEAR + 1)]
    parsed = parse(f'"{" ".join(words)}"~50')
    assert isinstance(parsed.clause, Near)
    assert parsed.clause.words == tuple((word,) for word in words[:-1])
    assert parsed.clause.reach < PARAGRAPH_GAP
    (note,) = parsed.notes
    assert f"first {MAX_NEAR} words" in note


def test_the_number_of_near_clauses_is_limited() -> None:
    parsed = parse(" ".join(f'"war word{number}"~5' for number in range(MAX_NEARS + 2)))
    kinds = [type(word) for word in words_of(parsed.clause)]
    assert kinds == [Near] * MAX_NEARS + [Phrase] * 2
    (note,) = parsed.notes
    assert f"first {MAX_NEARS} quotations" in note


@pytest.mark.parametrize(
    "text", ["erdogen~ war", "t*key war", '"a b"~3 war', "=talks war", "is:dated war"]
)
def test_patterns_and_conditions_are_not_relaxed(text: str) -> None:
    parsed = parse(text)
    assert {type(words_of(each)[0]) for each in parsed.tiers} == {type(words_of(parsed.clause)[0])}
    assert len(parsed.tiers) == 1
