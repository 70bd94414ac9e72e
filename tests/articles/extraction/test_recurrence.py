"""Which lines of a page may be learnt, and how a page is read once they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.extract import extract
from articles.extraction.findings import Context, Extraction
from articles.extraction.furniture import Furniture, Learnt, key_of, normal
from articles.extraction.page.page import Page

OPENING = (
    "The ferry sailed again on Monday with passengers who had waited since January for repairs to "
    "its engine, which the owners had ordered from a yard on the other side of the harbour.\n\n"
    "Nobody on the quay had expected it to take so long, and the baker had sold his boat meanwhile."
)
CLOSING = (
    "Its owners ruled that the ship would keep the old timetable until the dock is deepened in May, "
    "when a second ship of the same kind is to come from the yard and sail in the evenings.\n\n"
    "The mayor bought the first ticket and gave it to the girl who had drawn the ship for a poster."
)
NOTICE = "Sign up to our letter and never miss a sailing that you had planned to take."


def page(*middle: str, above: tuple[str, ...] = ("Ferry sails again after repairs",)) -> Page:
    return Page.of("\n\n".join((*above, OPENING, *middle, CLOSING)))


def read(
    told: Page,
    *,
    learnt: tuple[str, ...] = (),
    ruled: tuple[str, ...] = (),
    outlet: str = "Gazette",
) -> Extraction:
    furniture = Furniture(frozenset(map(normal, learnt)), frozenset(map(normal, ruled)))
    known = Learnt(7, {"gazette": furniture})
    return extract(told, Context(learnt=known, outlet=outlet))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read more", "READ  MORE »"),
        ("12 comments so far", "3 comments so far"),
        ("Don’t miss it", "Don't miss it."),
    ],
)
def test_lines_are_compared_without_case_marks_and_numbers(one: str, other: str) -> None:
    assert normal(one) == normal(other)
    assert key_of(normal(one)) == key_of(normal(other))


def test_keys_fit_a_signed_64_bit_column() -> None:
    assert all(0 <= key_of(str(number)) < 2**63 for number in range(100))


@pytest.mark.parametrize(
    "line", ["The harbour letter", "You can follow our ships on the harbour page all day."]
)
def test_labels_and_notices_may_be_learnt_and_it_is_noted_where_they_stand(line: str) -> None:
    assert extract(page(line)).learnable[normal(line)] is True
    above = (line, "News", "Ferry sails again after repairs", "By John Smith", "4 March 2020")
    found = extract(page(above=above))
    assert found.learnable.get(normal(line)) in (False, None)
    assert found.headline == "Ferry sails again after repairs"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The harbour has been closed since January, when a storm hit it.", id="prose"),
        pytest.param("“You and our ships belong to each other,” ruled the mayor.", id="a quote"),
        pytest.param("John Smith", id="a name"),
        pytest.param("By John Smith", id="a byline"),
        pytest.param("4 March 2020", id="a date"),
        pytest.param("2020", id="numbers only"),
        pytest.param("LISBON, March 4 (Reuters) - You see our ships.", id="a dateline"),
        pytest.param("John Smith is a reporter who covers our ports.", id="about a writer"),
    ],
)
def test_what_tells_of_the_story_is_not_learnt(line: str) -> None:
    assert normal(line) not in extract(page(line)).learnable


def test_the_headline_is_not_learnt() -> None:
    found = extract(page())
    assert found.headline
    assert normal(found.headline) not in found.learnable


def test_what_may_be_learnt_does_not_depend_on_what_has_been() -> None:
    told = page(NOTICE, "The harbour letter")
    assert read(told, learnt=(NOTICE,)).learnable == extract(told).learnable


def test_a_learnt_line_leaves_the_body_and_the_evidence_names_the_snapshot() -> None:
    line = "Our walks along the harbour begin at noon, and you will find the dates at the office."
    plain, found = extract(page(line)), read(page(line), learnt=(line,))
    assert line in plain.body
    assert found.body == tuple(each for each in plain.body if each != line)
    assert (found.headline, found.snapshot) == (plain.headline, 7)
    (body,) = found.of("body")
    assert "(snapshot 7)" in body.why
    assert f"“{line[:20]}" in body.why
    assert all("snapshot" not in each.why for each in found.findings if each.field != "body")


def test_lines_of_another_outlet_do_not_matter() -> None:
    line = "Our walks along the harbour begin at noon, and you will find the dates at the office."
    told = page(line)
    found = read(told, learnt=(line,), outlet="Herald")
    assert (found.body, found.findings) == (extract(told).body, extract(told).findings)


def test_a_learnt_line_is_no_reason_to_lose_a_headline_but_a_persons_word_is() -> None:
    headline = extract(page()).headline
    assert read(page(), learnt=(headline,)).headline == headline
    assert read(page(), ruled=(headline,)).headline != headline


def test_a_persons_word_holds_for_any_prose() -> None:
    line = "The harbour has been closed since January, when a storm hit it."
    assert line in read(page(line)).body
    assert line not in read(page(line), ruled=(line,)).body


def test_a_label_beside_a_learnt_one_does_not_become_a_crosshead() -> None:
    told = page("Ships of today", "A whale off the coast", "Seals in the dock")
    before = extract(told).body
    assert "A whale off the coast" not in before
    assert read(told, learnt=("Ships of today", "Seals in the dock")).body == before


def test_a_page_whose_every_line_is_learnt_keeps_its_text() -> None:
    told = page()
    plain = extract(told)
    everything = tuple(line.clean for line in told.lines if line.clean)
    assert read(told, learnt=everything).body == plain.body


_LINES = st.lists(
    st.one_of(
        st.sampled_from([NOTICE, OPENING, CLOSING, "Read more", "By John Smith", "4 March 2020"]),
        st.text(max_size=40),
    ),
    max_size=12,
)


@given(lines=_LINES, learnt=_LINES, ruled=_LINES)
def test_it_never_fails_and_what_is_learnt_never_adds_text(
    lines: list[str], learnt: list[str], ruled: list[str]
) -> None:
    told = Page.of("\n".join(lines))
    plain = extract(told)
    assert read(told, ruled=tuple(ruled)).learnable == plain.learnable
    found = read(told, learnt=tuple(learnt))
    assert found.lines_of("body") <= plain.lines_of("body")
    assert found.headline == plain.headline
