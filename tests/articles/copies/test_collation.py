"""Several texts beside the first of them."""

from __future__ import annotations

import pytest

from articles.copies.collation import Cell, collated

FERRY = "The ferry was late on Monday because its captain had lost a key."
STORM = "A storm had kept all other boats in the harbour since Saturday night."
BRIDGE = "The bridge across the river is to be opened again by the end of May."
OWN = "Our reporter saw the captain search the quay with a torch for an hour."
LATER = FERRY.replace("Monday", "Tuesday evening")

SIGNS = {"same": "", "dropped": "-", "added": "+"}


def written(cell: Cell) -> str:
    runs = " ".join(f"{SIGNS[run.kind]}{run.text}" for run in cell.runs)
    return f"{runs or cell.kind}{' (moved)' if cell.is_moved else ''}"


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        pytest.param(
            [[FERRY, STORM], [FERRY, STORM], [FERRY]],
            [(FERRY, FERRY, FERRY), (STORM, STORM, "dropped")],
            id="the same, and one left out",
        ),
        pytest.param(
            [[FERRY, STORM], [OWN, FERRY, STORM], [FERRY, STORM, BRIDGE]],
            [("", f"+{OWN}", ""), (FERRY, FERRY, FERRY), (STORM,) * 3, ("", "", f"+{BRIDGE}")],
            id="added before and behind",
        ),
        pytest.param(
            [[FERRY], [FERRY, OWN], [FERRY, BRIDGE, OWN]],
            [(FERRY,) * 3, ("", f"+{OWN}", f"+{OWN}"), ("", "", f"+{BRIDGE}")],
            id="two texts added the same",
        ),
        pytest.param(
            [[FERRY, STORM], [LATER, STORM], [STORM, FERRY]],
            [
                (
                    FERRY,
                    FERRY.replace("Monday", "-Monday +Tuesday evening"),
                    f"{FERRY} (moved)",
                ),
                (STORM, STORM, STORM),
            ],
            id="changed words, and another order",
        ),
        pytest.param([[], [FERRY]], [("", f"+{FERRY}")], id="nothing in the first"),
        pytest.param([[], [], []], [], id="nothing at all"),
    ],
)
def test_each_text_stands_beside_the_first(
    texts: list[list[str]], lines: list[tuple[str, ...]]
) -> None:
    collation = collated(texts)
    assert [tuple(map(written, line)) for line in collation.lines] == lines
    for text, counts in zip(texts, collation.counts, strict=True):
        # Nothing of a text is lost: each of its paragraphs is in one cell.
        assert counts["same"] + counts["changed"] + counts["added"] == len(text)
        assert counts["same"] + counts["changed"] + counts["dropped"] == len(texts[0])


def test_a_paragraph_too_long_for_words_differs_as_a_whole() -> None:
    long = " ".join(f"w{number}" for number in range(1_100))
    collation = collated([[long], [f"{long} more"]])
    assert [run.kind for run in collation.lines[0][1].runs] == ["dropped", "added"]
