"""Train the weights by which the ends of a story are cut: ``python benchmarks/train_body.py DIR…``.

Each DIR has captures and their truth, as for the extraction benchmark (see ``labelled.py``). The
weights are written to ``articles/extraction/data/body.toml``, which has numbers only, and no text
of any page.

The model is a logistic regression over the blocks of what the rules take for the story: does a
block belong to it? Blocks count as much as the square root of their share of the body. The scores
are those of pages whose outlets were held out, in folds of outlets: the mean F1 of the words of
the bodies, as the rules have them and with their ends cut.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.extraction.extract import NEEDS, NOTHING_KNOWN, extract_only
from articles.extraction.fields.body.features import Measures
from articles.extraction.fields.body.rules import EVERY_BLOCK, chance_of, span_of, story_blocks
from articles.extraction.page.blocks import Block
from articles.extraction.page.layout import layout_of
from articles.extraction.page.page import Page
from benchmarks.choices import FOLDS, Floats, fold_of, write_table
from benchmarks.labelled import FULL, REGION, Labelled, labelled, with_capture
from benchmarks.scoring import body_score, plain

TARGET = ROOT / "articles" / "extraction" / "data" / "body.toml"
RIDGE = 0.0002  # keeps the weights small
STEPS, CLOSE = 30, 1e-4  # The last step changes no weight by more.
RUN = 5  # words in a row that text of the truth has in common with a block that belongs to it
FEWEST_WORDS = 60  # Blocks of shorter bodies count no more.


@dataclass(frozen=True)
class Story:
    """What the rules take for the story of one capture: its blocks, their words and features,
    and the share of each that is in the true body."""

    family: str
    capture: str
    blocks: Sequence[Block]
    words: Sequence[int]
    features: Sequence[Mapping[str, float]]
    shares: Sequence[float]
    body: str


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    folders = parser.parse_args().folders
    stories = read([*labelled(folders), *labelled(folders, closed=True)])
    report = cross_validated(stories)
    families = len({story.family for story in stories})
    train(stories, f"{len(stories)} captures of {families} outlets", report)
    sys.stdout.write("\n".join(report) + "\n")


def read(pages: Sequence[Labelled]) -> list[Story]:
    """The stories of all captures of the pages whose body is known."""
    return [
        _read(page, capture)
        for page in pages
        if page.truth.get("body") and not page.truth.get("body_doubtful")
        for capture in (FULL, REGION)
        if with_capture([page], capture)
    ]


def _read(page: Labelled, capture: str) -> Story:
    text = page.text(capture).read_text(encoding="utf-8")
    layout = layout_of(Page.of(text))
    found = extract_only(NEEDS["body"], layout.page, NOTHING_KNOWN)
    needed = {each.field: each for each in reversed(found.findings)}
    blocks = story_blocks(layout, needed)
    body = page.truth["body"]
    measures = Measures(layout, blocks, found.headline) if blocks else None
    features = [measures.features(at) for at in range(len(blocks))] if measures else []
    words = measures.words if measures else []
    return Story(page.family, capture, blocks, words, features, shares_of(blocks, body), body)


def shares_of(blocks: Iterable[Block], body: str) -> list[float]:
    """The share of the words of each block that the body has, in runs of several words. A shorter
    block is a line of the body, or it does not belong to it."""
    words, lines = plain(body).split(), {plain(line) for line in body.split("\n")}
    runs = {tuple(words[at : at + RUN]) for at in range(len(words))}
    shares = []
    for block in blocks:
        own = plain(block.text).split()
        shared: set[int] = set()
        for at in range(len(own) - RUN + 1):
            if tuple(own[at : at + RUN]) in runs:
                shared.update(range(at, at + RUN))
        is_line = len(own) < RUN and " ".join(own) in lines
        shares.append(1.0 if is_line else len(shared) / max(1, len(own)))
    return shares


def fit(stories: Sequence[Story]) -> dict[str, float]:
    """The weight of each feature, by Newton's method."""
    names = sorted({name for story in stories for each in story.features for name in each})
    place = {name: at for at, name in enumerate(names)}
    rows, wanted, importance = [], [], []
    for story in stories:
        size = max(FEWEST_WORDS, story.body.count(" ") + 1)
        for words, features, share in zip(story.words, story.features, story.shares, strict=True):
            row = np.zeros(len(names) + 1)
            row[-1] = 1.0
            for name, value in features.items():
                row[place[name]] = value
            rows.append(row)
            wanted.append(share)
            importance.append(min(1.0, words / size) ** 0.5)
    found = _newton(np.array(rows), np.array(wanted), np.array(importance) / sum(importance))
    return dict(zip([*names, EVERY_BLOCK], found.tolist(), strict=True))


def _newton(x: Floats, y: Floats, importance: Floats) -> Floats:
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[-1, -1] = 0.0
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (importance * (chance - y)) + ridge @ weights
        bend = (x * (importance * chance * (1 - chance))[:, None]).T @ x + ridge
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < CLOSE:
            break
    return weights


def cross_validated(stories: Sequence[Story]) -> list[str]:
    """A report: the F1 of bodies of held-out outlets, with their ends and without."""
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for fold in range(FOLDS):
        table = fit([story for story in stories if fold_of(story.family) != fold])
        for story in stories:
            if fold_of(story.family) == fold and story.blocks:
                chances = [chance_of(each, table) for each in story.features]
                start, end = span_of(story.words, chances.__getitem__)
                scores[story.capture].append(
                    (_score(story.blocks, story.body), _score(story.blocks[start:end], story.body))
                )
    report = []
    for capture, pairs in sorted(scores.items()):
        before, after = np.mean(pairs, axis=0)
        moved = Counter(np.sign(round(new - old, 2)) for old, new in pairs)
        report.append(
            f"{capture} captures: F1 {before:.4f} with all ends, {after:.4f} without; "
            f"{moved[1.0]} of {len(pairs)} better, {moved[-1.0]} worse"
        )
    return report


def _score(blocks: Sequence[Block], body: str) -> float:
    return body_score("\n".join(block.text for block in blocks), body)[2]


def train(stories: Sequence[Story], data: str, report: Sequence[str] = ()) -> None:
    """Compute the weights and write them."""
    header = [
        "The weight of each feature of a block at the end of a story: above 0 if it speaks for the",
        "story. The features are those of fields/body/features.py.",
        f"Written by benchmarks/train_body.py from {data}: public pages of the test",
        "data of article extractors. None of their text is in this file.",
    ]
    write_table(TARGET, header, report, fit(stories))


if __name__ == "__main__":
    main()
