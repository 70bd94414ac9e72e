"""The extraction benchmark, on a labelled folder of a few pages; what the kills must cover."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks import extraction, killedchanges, killedcommands, killsubjects, scoring

BODY = (
    "The council closed the harbour bridge on Monday after inspectors found cracks in its piers.\n"
    "Engineers said that the work would take until autumn and that ferries would run until then."
)
TRUTH = {
    "family": "harbour",
    "headline": "Harbour bridge closes for repairs",
    "outlet": "The Harbour Post",
    "outlet_domain": "harbourpost.com",
    "date": "2021-06-12",
    "date_alt": ["2021-06-13"],
    "bylines": ["Ana Ruiz"],
    "body": BODY,
    "visible": {"full": {"headline_line": True, "outlet": False, "date": "full", "byline": True}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev/a.json").write_text(json.dumps(TRUTH))
    (tmp_path / "dev/a.txt").write_text(
        f"{TRUTH['headline']}\nBy Ana Ruiz\n12 June 2021\n\n{BODY}\n"
    )
    return tmp_path


def test_it_prints_ceilings_shares_intervals_and_the_slowest_pages(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert extraction.main([str(folder)]) == 0
    rows = {
        line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line
    }
    assert rows["date"] == [
        "1",
        "1.000",
        "1.000",
        "1.000",
        "to",
        "1.000",
        "1.000",
        "0.000",
        "0.000",
    ]
    assert rows["outlet"] == ["1", "0.000", "-", "0.000", "0.000", "1.000"]
    assert rows["body"][-4] == "1.000"
    assert "Slowest" in rows
    assert "Nothing" in rows


def test_pages_with_html_are_also_read_by_other_extractors(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "html").mkdir()
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    markup = (
        f"<html><body><article><h1>{TRUTH['headline']}</h1>{paragraphs}</article></body></html>"
    )
    (folder / "html/a.html.gz").write_bytes(gzip.compress(markup.encode()))
    assert extraction.main([str(folder)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("headline") == 3 + ("pip install newspaper4k" not in printed)


@pytest.mark.parametrize("arguments", [[], ["--capture", "region"], ["--split", "none"]])
def test_a_folder_without_captures_is_an_error(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert extraction.main([str(tmp_path), *arguments]) == 1
    assert "holds no NAME.txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("Harbour Post", True),
        ("harbourpost.com", True),
        ("THE HARBOUR POST", True),
        ("Post", False),
    ],
)
def test_an_outlet_is_right_under_any_of_its_names(value: str, right: bool) -> None:
    assert scoring.outlet_is_right(value, TRUTH) is right


@pytest.mark.parametrize(
    ("value", "right"), [("2021-06-12", True), ("2021-06-13", True), ("2021-06", False)]
)
def test_a_neighbouring_day_may_be_right(value: str, right: bool) -> None:
    assert scoring.date_is_right(value, TRUTH) is right


def test_an_outlet_is_right_under_a_name_that_the_list_gives_for_its_domain() -> None:
    truth = {"outlet": "AP News", "outlet_domain": "apnews.com"}
    assert scoring.outlet_is_right("Associated Press", truth)
    assert not scoring.outlet_is_right("Reuters", truth)


@pytest.mark.parametrize("value", ["Ann Lee", "By Ben Roy", "ANN LEE; Ben Roy"])
def test_two_authors_in_one_name_are_two(value: str) -> None:
    assert scoring.byline_is_right(value, {"bylines": ["Ann Lee and Ben Roy"]})
    assert not scoring.byline_is_right(value, {"bylines": ["Cy Dale and Di Roe"]})


def test_a_headline_may_differ_a_little() -> None:
    assert scoring.headline_is_right("Harbour bridge closes for repair", TRUTH)
    assert not scoring.headline_is_right("Harbour bridge", TRUTH)


def test_words_of_a_body_count_as_often_as_they_occur() -> None:
    assert scoring.body_score("a a b", "a b c") == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert scoring.body_score("", "a") == (0, 0, 0)


def test_an_interval_is_wider_over_few_families() -> None:
    values = [1.0, 1.0, 0.0, 0.0] * 10
    few = scoring.interval(values, ["a", "a", "b", "b"] * 10)
    many = scoring.interval(values, [str(number) for number in range(40)])
    assert few[1] - few[0] > many[1] - many[0] > 0


def test_every_command_and_every_change_is_killed_or_has_a_reason() -> None:
    killsubjects.refuse_unknown()


def test_a_change_without_a_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(killedcommands.LEFT_OUT, "shell")
    monkeypatch.delitem(killedchanges.NOT_CHANGED, "login")
    with pytest.raises(SystemExit, match=r"there: change login, command shell\."):
        killsubjects.refuse_unknown()
