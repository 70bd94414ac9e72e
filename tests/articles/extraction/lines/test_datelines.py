from __future__ import annotations

import pytest

from articles.extraction.lines.datelines import read_opening

REST = "The lake has risen by a metre, officials said."


@pytest.mark.parametrize(
    ("start", "dateline", "agency"),
    [
        ("MOSCOW, March 5. /TASS/. ", "MOSCOW, March 5", "TASS"),
        ("LONDON (Reuters) - ", "LONDON", "Reuters"),
        ("WASHINGTON (AP) — ", "WASHINGTON", "Associated Press"),
        ("BERLIN, March 4 (Reuters) - ", "BERLIN, March 4", "Reuters"),
        ("BEIJING, Feb. 24 (Xinhua) -- ", "BEIJING, Feb. 24", "Xinhua"),
        ("MOSCOW. March 4 (Interfax) - ", "MOSCOW. March 4", "Interfax"),
        ("PARIS, 4 March 2020 (AFP) - ", "PARIS, 4 March 2020", "Agence France-Presse"),
        ("Moscow, March 4 (Interfax) - ", "Moscow, March 4", "Interfax"),
        ("NEW YORK (AP) – ", "NEW YORK", "Associated Press"),
        ("BEIRUT, Lebanon (AP) — ", "BEIRUT, Lebanon", "Associated Press"),
        ("ISTANBUL — ", "ISTANBUL", None),
        ("ANKARA, March 4 - ", "ANKARA, March 4", None),
        ("(Reuters) - ", "", "Reuters"),
    ],
)
def test_datelines_are_read(start: str, dateline: str, agency: str | None) -> None:
    opening = read_opening(start + REST)
    assert opening is not None
    assert opening.text == dateline
    assert (opening.agency.name if opening.agency else None) == agency
    assert (start + REST)[opening.end :] == REST


@pytest.mark.parametrize(
    "text",
    [
        REST,
        "The lake (pictured) has risen.",
        "NATO (the alliance) has risen.",
        "WATCH - The lake has risen.",
        "Lake levels - once low - have risen.",
        "U.S. lakes have risen.",
        "In March 4 lakes rose.",
        "",
    ],
)
def test_other_sentences_have_no_dateline(text: str) -> None:
    assert read_opening(text) is None
