"""The second generator of invented exports: the same for a seed, with what its truths say."""

from __future__ import annotations

import pytest

from benchmarks import exports
from benchmarks.exportsets.scores import plain
from benchmarks.exportsets.second.exports import LAYOUTS, interface_of, made, overlapping


def stem(outlet: str) -> str:
    """A newspaper without its article, which some databases print last."""
    return plain(outlet).removeprefix("The ")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_export_of_each_interface_holds_what_its_truths_say(layout: str) -> None:
    interfaces = LAYOUTS[layout].interfaces
    for seed in range(len(interfaces)):
        text, truths = made(layout, 5, seed, hard=True)
        assert made(layout, 5, seed, hard=True) == (text, truths)
        assert len(truths) == len({truth.id for truth in truths}) == 5
        flat = plain(text)
        for truth in truths:
            for stated in (plain(truth.headline), stem(truth.outlet)):
                assert stated in flat
            # An abstract may repeat how the text begins.
            assert flat.count(plain(truth.first)) == 1 or layout == "proquest"
            assert flat.count(plain(truth.last)) == 1
            assert exports.cut(text, truth)
    names = [interface_of(layout, seed, hard=True) for seed in range(len(interfaces))]
    assert names == list(interfaces)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_easy_export_is_complete(layout: str) -> None:
    text, truths = made(layout, 4, 2, hard=False)
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert interface_of(layout, 2, hard=False) == next(iter(LAYOUTS[layout].interfaces))
    flat = plain(text).casefold()
    for truth in truths:
        assert truth.bylines
        for name in truth.bylines:
            assert plain(name.split()[-1]).casefold() in flat


@pytest.mark.parametrize("layout", ["bbcmonitoring", "gale", "newsbank", "pressreader"])
def test_a_story_looks_the_same_in_the_export_that_overlaps(layout: str) -> None:
    _, first, truths, second = overlapping(layout, 20, 1, hard=True)
    again = [truth for truth in truths if plain(truth.last) in plain(second)]
    assert [truth.id for truth in again] == [truth.id for truth in truths[::2]]
    lines = set(first.splitlines())
    known = sum(line in lines for line in second.splitlines())
    assert known > len(second.splitlines()) * 0.4


def test_hard_exports_lack_fields_and_differ_in_their_line_ends() -> None:
    texts = [made("lexisnexis", 15, seed, hard=True) for seed in range(7)]
    assert len({"\r\n" in text for text, _ in texts}) == 2
    assert len({text.startswith("\ufeff") for text, _ in texts}) == 2
    truths = [truth for _, some in texts for truth in some]
    assert sum(not truth.bylines for truth in truths) > len(truths) / 10
    assert any(truth.agency for truth in truths)
    assert sum(len(truth.bylines) > 1 for truth in truths) > len(truths) / 10


@pytest.mark.parametrize("generator", exports.GENERATORS)
def test_both_generators_make_exports_that_overlap(generator: str) -> None:
    layouts, make = exports.GENERATORS[generator]
    assert set(layouts) == set(LAYOUTS)
    pair = make("newsbank", 6, 1, hard=True)
    for truth in pair.truths:
        assert plain(truth.last) in plain(pair.first)
    shared = [plain(truth.last) in plain(pair.second) for truth in pair.truths]
    assert shared == [True, False] * 3
