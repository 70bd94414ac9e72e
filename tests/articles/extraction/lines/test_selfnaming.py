from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.lines.selfnaming import namings
from articles.extraction.lines.triggers import wording_of


def said(text: str, *, prose: bool) -> set[tuple[str, str]]:
    wording = wording_of(text)
    return {
        (one.phrase, one.name.rstrip(" ."))
        for one in namings(text, wording.plain, wording.triggers, prose=prose)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She told The Harbour Courier that it rusts.", ("told", "The Harbour Courier")),
        (
            "The board told the Harbour Courier’s Ann Lee.",
            ("heard", "the Harbour Courier’s Ann Lee"),
        ),
        ("He told Newsweek last year that it rusts.", ("heard", "Newsweek")),
        ("He told Newsweek in 2019 that it rusts.", ("heard", "Newsweek in 2019")),
        ("He had told Newsweek that it rusts.", ("heard", "Newsweek")),
        ("In an interview with Newsweek he said so.", ("heard", "Newsweek")),
        ("CNBC spoke with four masters.", ("work", "CNBC")),
        ("The Canal Post understands that it rusts.", ("work", "The Canal Post")),
        ("Freight fell, data compiled by Bloomberg show.", ("work", "Bloomberg")),
        ("It rusts, a Bloomberg review of the accounts shows.", ("heard", "Bloomberg")),
        (
            "Ann Lee is a staff writer at The Canal Post.",
            ("bio", "The Canal Post"),
        ),
        (
            "Ann Lee is an editor at The Canal Post and a writer based in Leeds.",
            ("bio", "The Canal Post"),
        ),
        (
            "Opinions do not reflect the views of Canal Post editors.",
            ("appeal", "Canal Post"),
        ),
        (
            "This column does not represent the position of Canal Post editors.",
            ("appeal", "Canal Post"),
        ),
        ("The Canal Post investigation has shown that it rusts.", ("work", "The Canal Post")),
    ],
)
def test_a_story_names_an_outlet_by_what_was_said_to_it_and_what_it_did(
    text: str, expected: tuple[str, str]
) -> None:
    assert expected in said(text, prose=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More Great HARBOUR Stories", ("more", "HARBOUR Stories")),
        ("Browse the Canal Post Archive", ("more", "the Canal Post Archive")),
        ("HARBOUR 9 Video", ("product", "HARBOUR 9")),
        ("CanalVoice Staff", ("staff", "CanalVoice")),
        ("Keep up with the Newsweek Daily newsletter.", ("newsletter", "Newsweek Daily")),
        ("Sign up for the newsletter Canal Deals", ("product", "Canal Deals")),
        (
            "Add Canal News as a Preferred Source on Google",
            ("appeal", "Canal News"),
        ),
        ("The Canal Post is funded by its readers", ("owned", "The Canal Post")),
    ],
)
def test_furniture_names_its_outlet(text: str, expected: tuple[str, str]) -> None:
    assert expected in said(text, prose=False)


@pytest.mark.parametrize(
    "text",
    ["Join the Conversation", "Latest in Rivers", "It told of the tide and the rust."],
)
def test_what_names_no_outlet_is_silent(text: str) -> None:
    assert said(text, prose=False) == set()


@given(st.text(max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    for prose in (True, False):
        assert all(name for _, name in said(text, prose=prose))
