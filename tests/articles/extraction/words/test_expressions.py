"""What an expression requires of a text never hides a match from it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles import extraction
from articles.extraction.lines import selfnaming
from articles.extraction.lines.triggers import wording_of
from articles.extraction.words.expressions import Expression
from tests.samples import sampled

PRINTED = st.characters(max_codepoint=ord("©"), exclude_categories=["C"], exclude_characters="\xa0")


def _expressions() -> Iterator[tuple[str, Expression]]:
    """Every expression that stands in a module of extraction, alone or in a table."""
    for module in pkgutil.walk_packages(extraction.__path__, "articles.extraction."):
        for name, value in vars(importlib.import_module(module.name)).items():
            table = value if isinstance(value, Mapping) else {"": value}
            for key, each in table.items():
                if isinstance(each, Expression):
                    yield f"{module.name}.{name}.{key}".rstrip("."), each


EXPRESSIONS = dict(_expressions())


@pytest.mark.parametrize("name", sampled(sorted(EXPRESSIONS), every=4))
@given(data=st.data())
def test_whatever_matches_an_expression_has_what_it_requires(
    name: str, data: st.DataObject
) -> None:
    expression = EXPRESSIONS[name]
    text = data.draw(st.from_regex(expression.pattern, fullmatch=True, alphabet=PRINTED))
    if not expression.pattern.search(text):
        text += "X"  # A name must follow some expressions.
    assume(expression.pattern.search(text))
    wording = wording_of(text)
    assert expression.may_match(wording.plain)
    has_mark = any(mark in wording.plain for mark in expression.marks)
    assert has_mark or not expression.words.isdisjoint(wording.words)


def test_expressions_are_found_in_all_rooms() -> None:
    assert {name.split(".")[2] for name in EXPRESSIONS} >= {"lines", "fields"}


@pytest.mark.parametrize(
    ("form", "words", "marks", "literals"),
    [
        ("abc", set(), {"abc"}, {"abc"}),
        (r"\babc\b", {"abc"}, set(), {"abc"}),
        (r"\bsubscribe to\s", {"subscribe"}, set(), {"subscribe to"}),
        (r"\b(?:told|tells)\s+\w", {"told", "tells"}, set(), {"told", "tells"}),
        (r"\bmails?\b", {"mail", "mails"}, set(), {"mail"}),
        (r"\bgr[ae]y\b", {"gray", "grey"}, set(), {"gray", "grey"}),
        (r"©|\(c\)", {"c"}, {"©"}, {"©", "(c)"}),
        (r"\d+ shares\b", {"shares"}, set(), {"shares"}),
        (r"\b(?:\w+ )?tally of\b", {"tally"}, set(), {"tally of"}),
        (r"x*\bend(?= of)", set(), {"end"}, {"end"}),
        (r"don’t", set(), {"don't"}, {"don't"}),
        (r"ONE(?:, two)+", set(), {"one"}, {"one"}),
    ],
)
def test_what_texts_must_contain(
    form: str, words: set[str], marks: set[str], literals: set[str]
) -> None:
    expression = Expression(form, re.IGNORECASE)
    assert expression.words == words
    assert set(expression.marks) == marks
    assert set(expression.literals) == literals


@pytest.mark.parametrize("form", ["", r"\d+", "[a-z]*", "a?", "a|", r"\w|b", r"(?!a)"])
def test_an_expression_that_requires_nothing_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="No literal"):
        Expression(form)


LITERALS = st.lists(st.text("ab c.", min_size=1, max_size=3), min_size=1, max_size=4)


@settings(max_examples=300)
@given(LITERALS, LITERALS, st.text("abc. ", max_size=12))
def test_any_alternatives_agree_with_what_they_require(
    first: list[str], second: list[str], text: str
) -> None:
    one, other = ("|".join(map(re.escape, each)) for each in (first, second))
    try:
        expression = Expression(rf"(?:{one})x?\b(?:{other})|(?:{other})")
    except ValueError:
        return  # blanks and full stops alone are no literals
    if expression.pattern.search(text):
        wording = wording_of(text)
        assert expression.may_match(wording.plain)
        has_mark = any(mark in wording.plain for mark in expression.marks)
        assert has_mark or not expression.words.isdisjoint(wording.words)


NAME = "Canal Post"


@pytest.mark.parametrize("phrase", sampled(sorted(selfnaming.BEFORE_NAME), every=4))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_name_after_a_phrase_is_found(phrase: str, data: st.DataObject) -> None:
    form = selfnaming.BEFORE_NAME[phrase].pattern
    text = f"{data.draw(st.from_regex(form, fullmatch=True, alphabet=PRINTED))}{NAME}"
    wording = wording_of(text)
    found = selfnaming.namings(text, wording.plain, wording.triggers, prose=False)
    ends = {match.end() for match in form.finditer(text)}
    expected = {name.group() for end in ends if (name := selfnaming.NAME.match(text, end))}
    assert expected <= {naming.name for naming in found}


@pytest.mark.parametrize(
    ("form", "prose"),
    [(selfnaming.AFTER_NAME, False), (selfnaming.AFTER_NAME_WITH_MADE, True)],
    ids=["furniture", "prose"],
)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_name_before_a_phrase_is_found(
    form: Expression, prose: bool, data: st.DataObject
) -> None:
    phrase = data.draw(st.from_regex(form.pattern, fullmatch=True, alphabet=PRINTED))
    text = f"{NAME} {phrase} again"
    wording = wording_of(text)
    found = selfnaming.namings(text, wording.plain, wording.triggers, prose=prose)
    assert NAME in {naming.name for naming in found}
