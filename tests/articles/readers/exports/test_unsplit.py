"""Texts that look like many articles although no layout recognises them."""

from __future__ import annotations

import pytest

from articles.readers.exports import seeming_articles

BODY = "The quaymaster of Eastharbour resigned on Saturday.\n\nAn inquiry will begin in April.\n"


@pytest.mark.parametrize(
    "source",
    [
        "De Havenkrant, zondag {day} maart 2019, p. 23, 853w.",
        "„Hafenzeitung“ vom {day:02d}.03.2019 Seite: 2",
        "Harbour Gazette, {day} March 2019, p. A4",
    ],
)
def test_lines_that_only_name_paper_day_and_page_are_a_sign(source: str) -> None:
    parts = [f"Quay closed\n\n{source.format(day=day)}\n\n{BODY}" for day in range(3, 8)]
    assert seeming_articles("\n\n".join(parts)) == 5


def test_a_story_that_names_papers_is_one_article() -> None:
    story = (
        "As the Gazette of 3 March 2019 wrote on p. 4, and the Courier of 4 March 2019 on page 7, "
    )
    assert seeming_articles((story + "nobody was asked.\n\n") * 8) == 1
