"""The invented exports of databases: the same for a seed, with what their truths say; scores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks import exports
from benchmarks.exportsets.first.exports import LAYOUTS, interface_of, made, written
from benchmarks.exportsets.first.stories import Stories
from benchmarks.exportsets.scores import Found, plain, scores

SEEDS = range(6)  # so that hard exports have the labels of every language


@pytest.mark.parametrize("hard", [False, True], ids=["easy", "hard"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_export_holds_what_its_truths_say(layout: str, hard: bool) -> None:
    interfaces = set()
    for seed in SEEDS:
        text, truths = made(layout, 12, seed, hard=hard)
        interfaces.add(interface_of(layout, seed, hard=hard))
        assert made(layout, 12, seed, hard=hard) == (text, truths)
        flat = plain(text)
        assert len(truths) == len({truth.id for truth in truths}) == 12
        for truth in truths:
            for stated in (truth.headline, truth.outlet):
                assert plain(stated) in flat
            for sentence in (truth.first, truth.last):
                assert flat.count(plain(sentence)) == 1
    assert interfaces == set(LAYOUTS[layout].interfaces if hard else LAYOUTS[layout].interfaces[:1])
    assert made(layout, 12, 0, hard=hard) != made(layout, 12, 6, hard=hard)


@pytest.mark.parametrize("layout", ["bbcmonitoring", "gale", "newsbank", "pressreader"])
def test_a_story_looks_the_same_in_every_export_of_a_database(layout: str) -> None:
    stories = Stories(3, hard=True, languages=("en", "fr")).taken(20)
    one, other = (written(layout, order, 3, hard=True) for order in (stories, stories[::-1]))
    assert one != other
    assert sorted(one.split("\n")) == sorted(other.split("\n"))


def test_a_hard_export_quotes_marks_and_lacks_bylines() -> None:
    text, truths = made("lexisnexis", 100, 0, hard=True)
    assert '"End of Document"' in plain(text)
    assert '"1 of 2 DOCUMENTS"' in plain(text)
    assert 10 < sum(not truth.bylines for truth in truths) < 50
    assert any(len(truth.bylines) > 1 for truth in truths)


def test_only_what_is_right_scores() -> None:
    _, (one, two) = made("gale", 2, 0, hard=False)
    good = Found(
        one.headline + ".",
        frozenset({one.outlet.casefold().removeprefix("the ")}),
        one.date,
        frozenset(name.casefold() for name in one.bylines),
        f"{one.first} {one.last}",
    )
    assert scores([good], [one]) == (1, 1, 1, 1, 1)
    assert scores([good], [one, two]) == (0.5,) * 5
    merged = good._replace(body=f"{good.body} {two.first} {two.last}")
    assert scores([merged], [one, two])[-1] == 0
    wrong = Found("", frozenset(), "", frozenset(), good.body)
    assert scores([wrong], [one]) == (0, 0, 0, 0, 1)
    by_agency = replace(one, bylines=(), agency="Reuters")
    for stated, score in [((), 1), (("reuters",), 1), (("reuters", "ada"), 0)]:
        assert scores([good._replace(bylines=frozenset(stated))], [by_agency])[3] == score


def test_a_cut_export_ends_within_the_document() -> None:
    text, truths = made("factiva", 5, 1, hard=True)
    flat = plain(exports.cut(text, truths[2]))
    assert truths[1].last in flat
    assert truths[2].first in flat
    assert truths[2].last not in flat
    line = f"export.txt: the document “{truths[2].headline}” is cut"
    assert exports.naming(f"other\n{line}\n", truths[2], 3) == line
    assert exports.naming("document 31\ncreated 3", truths[2], 3) == ""
