"""The tiers of a search: all words, then some of them; and what is never relaxed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given

from search.language.parsing import parse, words_of
from search.language.prose import MAX_TYPED
from search.query.clauses import And, AtLeast, Clause, Dated, Not, Pattern, Prefix, Term
from search.text.analysis import tokenize
from search.text.words import is_stop
from tests.search.clauses import phrase_of
from tests.search.hostile import LANGUAGE


def term(text: str) -> Term:
    return Term((text.lower(),), text)


def both(*clauses: Clause) -> And:
    return And(clauses)


IDLIB, WAR, TURKEY = term("idlib"), term("war"), term("turkey")
SHIELD = phrase_of(("oper", "spring", "shield"), "operation spring shield")


def test_of_few_words_all_must_match_in_the_first_tier_and_one_in_the_second() -> None:
    parsed = parse('idlib the war turkey "operation spring shield" -moscow')
    words, rest = (IDLIB, WAR, TURKEY), (SHIELD, Not(term("moscow")))
    assert parsed.tiers == (both(*words, *rest), both(AtLeast(1, words), *rest))


@pytest.mark.parametrize("count", [5, 6, 21, 40])
def test_of_many_words_two_must_match(count: int) -> None:
    words = tuple(term(f"word{number}") for number in range(count))
    parsed = parse(" ".join(word.text for word in words) + " date:2020")
    dated = Dated(dt.date(2020, 1, 1), dt.date(2020, 12, 31), "2020")
    assert parsed.tiers == (
        both(AtLeast(2, words), dated),
        both(AtLeast(1, words), dated),
    )


def test_a_repeated_word_is_one_clause_with_a_count() -> None:
    parsed = parse("war idlib turkey moscow damascus wars")
    (words,) = [c.clauses for c in (parsed.clause,) if isinstance(c, AtLeast)]
    assert [word.times for word in words if isinstance(word, Term)] == [2, 1, 1, 1, 1]


def test_quotation_marks_in_a_pasted_text_are_its_authors() -> None:
    words = [f"word{number}" for number in range(MAX_TYPED)]
    typed = parse(" ".join([*words, '"idlib war"'])).clause
    pasted = parse(" ".join([*words, "further", '"idlib war"'])).clause
    phrase = phrase_of(("idlib", "war"), "idlib war")
    assert isinstance(typed, And) and phrase in typed.clauses
    assert isinstance(pasted, AtLeast) and {IDLIB, WAR} <= {*pasted.clauses}


def test_a_question_is_read_by_its_content_words() -> None:
    parsed = parse("What did Erdogan and Putin agree about Idlib in Moscow?")
    assert [word.text for word in words_of(parsed.clause) if isinstance(word, Term)] == [
        "Erdogan",
        "Putin",
        "agree",
        "Idlib",
        "Moscow",
    ]


@pytest.mark.parametrize(
    "text",
    ["idlib", "idlib OR war turkey", '"idlib war" headline:talks', "idlib AND war", "(a b) AND c"],
)
def test_explicit_operators_are_not_relaxed(text: str) -> None:
    assert len(parse(text).tiers) == 1


def test_the_second_tier_has_the_single_words_of_a_compound() -> None:
    phrase = phrase_of(("post", "elect"), "post-election")
    parts = (Term(("post",), "post"), Term(("elect",), "election"))
    assert parse("idlib post-election").tiers == (
        both(IDLIB, phrase),
        AtLeast(1, (IDLIB, *parts)),
    )


def test_a_lone_cjk_character_is_relaxed_like_a_word() -> None:
    assert parse("idlib 京").tiers[1] == AtLeast(1, (IDLIB, Prefix("京")))


@given(LANGUAGE)
@example("e-maile-mail")
def test_relaxing_keeps_the_words(text: str) -> None:
    first, *rest = parse(text).tiers
    for clause in rest:
        assert _words(clause) == _words(first)


def _words(clause: Clause) -> set[str]:
    """The words of a clause by their stems, since forms of a word are one, without function words,
    which a compound may have."""
    return {
        token.stem
        for word in words_of(clause)
        for token in tokenize(word.start if isinstance(word, Pattern) else word.text)
        if not is_stop(token.surface)
    }
