"""The relevance benchmark: its query sets, and what it prints of them."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from benchmarks import relevance
from benchmarks.knownitems import known_items, mistyped
from benchmarks.testsets import HALVES, Collection, QuerySet, read

PLACES = ["Dunmore", "Ostrava", "Vellore", "Kilrush", "Tampico", "Bergen", "Malacca", "Sundsvall"]
TRADES = ["ferries", "bakers", "miners", "pilots", "weavers", "farmers", "teachers", "glaziers"]
LONG_TEXT = "The talks go on, and nobody at the town hall would say when they might end. " * 5


def stories() -> list[dict[str, str]]:
    return [
        {
            "title": f"{place.upper()} {trade.upper()} REFUSE NEW 1998 CONTRACT",
            "body": f"The {trade} of {place} have refused a contract.\n\n{LONG_TEXT} {place} waits.",
        }
        for place, trade in zip(PLACES, TRADES, strict=True)
    ]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    extra = [
        {"title": "DUNMORE FERRIES REFUSE AGAIN TODAY", "body": stories()[0]["body"]},
        {"title": "BRIEF ONE ABOUT NOTHING MUCH", "body": "Too short."},
        {"title": "TITLE WITHOUT A BODY", "body": None},
        *({"title": "TOWN COUNCIL MEETS TODAY", "body": f"{n} met. {LONG_TEXT}"} for n in "ab"),
    ]
    path = tmp_path / "stories.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(story) + "\n" for story in [*stories(), *extra])
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = [
        {"id": place, "title": "", "text": f"{trade} of {place}"}
        for place, trade in zip(PLACES, TRADES, strict=True)
    ]
    (tmp_path / "docs.jsonl").write_text("".join(json.dumps(each) + "\n" for each in documents))
    (tmp_path / "queries.tsv").write_text(
        "".join(f"{place}\tThe {trade}\n" for place, trade in zip(PLACES, TRADES, strict=True))
    )
    (tmp_path / "qrels.txt").write_text("".join(f"{place} 0 {place} 1\n" for place in PLACES))
    return tmp_path


def by_name(collections: list[Collection]) -> dict[str, tuple[Collection, QuerySet]]:
    return {each.name: (collection, each) for collection in collections for each in collection.sets}


def made(corpus: Path, **options: object) -> dict[str, tuple[Collection, QuerySet]]:
    settings = {"number": 100, "seed": 1, "pasted": True, **options}
    return by_name(list(known_items([corpus], **settings)))  # type: ignore[arg-type] # mixed types


def test_a_story_is_asked_for_by_its_title_its_rare_words_and_its_first_sentence(
    corpus: Path,
) -> None:
    asked = {name: each.queries["stories.jsonl.gz:2"] for name, (_, each) in made(corpus).items()}
    assert asked.pop("typing error") not in {"", asked["title"]}
    assert asked.pop("pasted 40").split() == stories()[1]["body"].split()[:40]
    assert asked == {
        "title": "ostrava bakers refuse new 1998 contract",
        "title, capitals": "OSTRAVA BAKERS REFUSE NEW 1998 CONTRACT",
        "three words": "ostrava bakers new",
        "two words": "ostrava bakers",
        "first sentence": "The bakers of Ostrava have refused a contract.",
        "pasted 400": stories()[1]["body"],
    }


def test_documents_lack_what_is_asked_by(corpus: Path) -> None:
    sets = made(corpus)
    key = "stories.jsonl.gz:1"
    title, text = sets["title"][0].documents[key]
    assert title == ""
    assert text == stories()[0]["body"]
    title, text = sets["first sentence"][0].documents[key]
    assert title == stories()[0]["title"]
    assert text.startswith("The talks")
    assert sets["pasted 40"][0].documents[key] == (stories()[0]["title"], stories()[0]["body"])


def test_stories_with_the_same_remaining_text_are_relevant_too(corpus: Path) -> None:
    sets = made(corpus)
    assert sets["title"][1].grades["stories.jsonl.gz:1"] == {
        "stories.jsonl.gz:1": 1,
        "stories.jsonl.gz:9": 1,
    }
    assert sets["first sentence"][1].grades["stories.jsonl.gz:1"] == {"stories.jsonl.gz:1": 1}


def test_short_stories_and_ambiguous_titles_are_not_sampled(corpus: Path) -> None:
    collection, titles = made(corpus)["title"]
    assert set(titles.queries) == {f"stories.jsonl.gz:{number}" for number in range(1, 10)}
    assert len(collection.documents) == 12


def test_a_sample_repeats_and_another_seed_gives_another(corpus: Path) -> None:
    samples = [list(made(corpus, number=4, seed=seed)["title"][1].queries) for seed in (1, 1, 2)]
    assert len(samples[0]) == 4
    assert samples[0] == samples[1] != samples[2]


def test_every_query_and_story_is_in_one_half(corpus: Path, folder: Path) -> None:
    for every, halves in (
        (made(corpus), [made(corpus, half=half) for half in HALVES]),
        (by_name([read(folder)]), [by_name([read(folder, half)]) for half in HALVES]),
    ):
        for name, (_, whole) in every.items():
            one, other = (set(half[name][1].queries) for half in halves)
            assert one | other == set(whole.queries)
            assert one
            assert other
            assert not one & other


@pytest.mark.parametrize("title", ["harbour talks", "a b 12 aaaaa"])
def test_a_typing_error_is_one_small_change_in_a_long_word(title: str) -> None:
    for seed in range(200):
        changed = mistyped(title, random.Random(seed))
        assert changed != title
        assert abs(len(changed) - len(title)) <= 1
        assert len(changed.split()) == len(title.split())
        assert sum(a != b for a, b in zip(changed.split(), title.split(), strict=True)) == 1


@pytest.mark.parametrize(
    ("option", "asked"),
    [
        ([], "The ferries"),
        (["--capitals"], "THE FERRIES"),
        (["--small"], "the ferries"),
        (["--once"], "the ferries"),
    ],
)
def test_queries_are_put_to_all_engines_in_the_chosen_letters(
    folder: Path,
    option: list[str],
    asked: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen: dict[str, list[str]] = {"ours": [], "other": [], "worse": []}

    def ranker(name: str):  # type: ignore[no-untyped-def] # a stand-in for an engine
        def make(documents: object, folder: Path):  # type: ignore[no-untyped-def] # likewise
            def rank(query: str) -> list[str]:
                seen[name].append(query)
                place = PLACES[TRADES.index(query.lower().split()[1])]
                return ["none", place] if name == "worse" else [place]

            return rank

        make.__name__ = name
        return make

    monkeypatch.setattr(relevance, "RANKERS", [ranker(name) for name in seen])
    relevance.main([str(folder), *option])
    assert seen["ours"][0] == asked
    assert seen["ours"] == seen["other"] == seen["worse"]
    printed = capsys.readouterr().out
    assert f"| {folder.name} | 8 | ours | 1.0000 | 1.0000 |" in printed
    assert f"| {folder.name} | 8 | worse | 0.6309 | 0.0000 |" in printed
    assert "Highest mean of the others: other. Ours is 1.000 times it." in printed
    assert f"| {folder.name} | 1.0000 | 1.0000 | other | +0.0000 | 1.000 |" in printed


def test_news_and_collections_are_measured_on_real_engines(
    corpus: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    relevance.main([str(folder), "--news", str(corpus), "--items", "3"])
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("|")
    ]
    found = {(row[0], row[2]): float(row[3]) for row in rows if row[2] in {"ours", "fts5"}}
    assert found["title", "fts5"] > 0.6
    assert found["first sentence", "fts5"] > 0.6
    assert found[folder.name, "ours"] == 1


def test_something_to_measure_is_demanded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, message in (([], "name a folder"), ([str(tmp_path)], "has no docs.jsonl")):
        with pytest.raises(SystemExit):
            relevance.main(arguments)
        assert message in capsys.readouterr().err
