"""Families that are held out: their folds, and the entries that the copy loses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.vocabulary import DATA
from benchmarks import extraction, labelled, strangers

STORY = (
    "The council closed the harbour bridge on Monday after inspectors found cracks in its piers.\n"
    "Engineers said that the work would take until autumn and that ferries would run until then.\n"
    "The bridge carries four thousand cars a day, and the council has no money for a new one."
)


def write_page(folder: Path, name: str, outlet: str, domain: str) -> None:
    truth = {
        "name": name,
        "family": domain,
        "headline": "Harbour bridge closes for repairs",
        "outlet": outlet,
        "outlet_domain": domain,
        "date": "2021-06-12",
        "bylines": ["Ana Ruiz"],
        "body": STORY,
    }
    (folder / "dev").mkdir(exist_ok=True)
    (folder / "dev" / f"{name}.json").write_text(json.dumps(truth))
    text = f"{outlet}\n\n{truth['headline']}\nBy Ana Ruiz\n12 June 2021\n\n{STORY}\n"
    (folder / "dev" / f"{name}.txt").write_text(text)


def test_every_family_is_in_one_fold_and_always_in_the_same() -> None:
    families = [f"paper-{number}" for number in range(23)]
    dealt = labelled.dealt(families, 5)
    assert sorted(family for fold in dealt for family in fold) == sorted(families)
    assert {len(fold) for fold in dealt} == {4, 5}
    assert dealt == labelled.dealt(reversed(families), 5)


def test_there_are_no_empty_folds() -> None:
    assert sorted(map(sorted, labelled.dealt(["one", "two"], 5))) == [["one"], ["two"]]


@pytest.mark.parametrize(
    "truth",
    [
        {"outlet": "The Guardian"},
        {"outlet": None, "outlet_alt": ["The Guardian"]},
        {"outlet": "Some name", "outlet_domain": "theguardian.com"},
        {"outlet": None, "outlet_host": "www.theguardian.com"},
    ],
    ids=["name", "other name", "domain", "host"],
)
def test_an_entry_is_found_by_any_name_of_the_outlet(truth: dict[str, object]) -> None:
    guardian = known_outlets().named("The Guardian")
    assert guardian is not None
    assert strangers.entries_of([truth], known_outlets()) == {guardian.key}


def test_the_table_loses_only_these_entries() -> None:
    table = (DATA / "outlets.toml").read_text(encoding="utf-8")
    every = [outlet.key for outlet in known_outlets().known]
    left = strangers.without_entries(table, every[:3])
    assert left.startswith(table[:500])
    assert left.count("[[outlet]]\n") == len(every) - 3
    assert not any(f'key = "{key}"\n' in left for key in every[:3])
    assert strangers.without_entries(table, []) == table


@pytest.mark.slow
def test_a_held_out_outlet_is_not_known_and_the_tables_here_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (DATA / "headline.toml").read_bytes()
    write_page(tmp_path, "a", "The Guardian", "theguardian.com")
    write_page(tmp_path, "b", "The Harbour Courier", "harbourcourier.example")
    assert extraction.main([str(tmp_path), "--folds", "2"]) == 0
    printed = capsys.readouterr().out
    outlet = next(line.split() for line in printed.splitlines() if line.startswith("outlet"))
    assert outlet[1:4] == ["full", "2", "2"]
    shares = [float(each) for each in outlet[4:] if each != "to"]
    assert shares[0] == 0.5
    assert shares[4] == 0.0
    assert (DATA / "headline.toml").read_bytes() == before


def test_one_fold_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_page(tmp_path, "a", "The Guardian", "theguardian.com")
    assert extraction.main([str(tmp_path), "--folds", "1"]) == 2
    assert "2 or more" in capsys.readouterr().err


def test_the_closed_fifth_is_left_out_unless_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    families = [f"paper-{number}.example" for number in range(12)]
    closed = [family for family in families if labelled.is_closed(family)]
    assert 0 < len(closed) < len(families)
    for number, family in enumerate(families):
        write_page(tmp_path, str(number), f"Paper {number}", family)
    found = [page.family for page in labelled.labelled([tmp_path])]
    assert set(found) == set(families) - set(closed)
    assert {page.family for page in labelled.labelled([tmp_path], closed=True)} == set(closed)
    for arguments, pages in (([], len(families) - len(closed)), (["--closed"], len(closed))):
        assert extraction.main([str(tmp_path), "--text-only", *arguments]) == 0
        assert capsys.readouterr().out.startswith(f"{pages} pages")


def test_pages_of_several_folders_are_read_together(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_page(tmp_path / name, name, "The Guardian", "theguardian.com")
    folders = [tmp_path / "one", tmp_path / "two"]
    assert [page.name for page in labelled.labelled(folders)] == ["one", "two"]
    with pytest.raises(ValueError, match="both have one"):
        labelled.labelled([tmp_path / "one", tmp_path / "one"])
