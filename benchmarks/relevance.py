"""The quality of the ranking: nDCG@10 and the share of queries with a relevant document first.

    python benchmarks/relevance.py DIR… [--capitals | --small] [--half odd]
    python benchmarks/relevance.py --news FILE… [--items 300] [--seed 1] [--pasted]
    python benchmarks/relevance.py DIR… --engine opensearch+http://127.0.0.1:9200/measured?replicas=0

Each DIR holds ``docs.jsonl`` ({id, title, text}), ``queries.tsv`` (id, text) and ``qrels.txt``
(TREC format: query, 0, document, grade); only queries with a relevant document count. ``--news``
makes known-item sets of a corpus of stories; ``knownitems.py`` describes them.

``--engine`` compares with our own ranking on another engine instead of with other libraries.

Ours is what a user gets by pasting the query into the box: the parser, the engine and the
defaults. The others get the words of the same queries as one any-of query, a repeated word as
often as it occurs (with ``--once`` each word once, for all engines): SQLite FTS5 (porter, bm25),
and bm25s and tantivy if they are installed (``pip install bm25s tantivy``).

``--capitals`` and ``--small`` turn all queries into capitals or small letters, for all engines.
``--half`` takes the queries or stories for whose key a hash is odd or even: choose settings on
one half and measure them on the other.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.knownitems import known_items
from benchmarks.rankers import DEPTH, RANKERS, Documents, Ranker, elsewhere, ours
from benchmarks.testsets import HALVES, Collection, QuerySet, once, read

#: Random sign flips of the paired test, as Smucker, Allan and Carterette (2007) advise.
FLIPS = 10_000


class Scores(NamedTuple):
    """nDCG@10 of every query of a set, and the share of queries with a relevant document first."""

    values: list[float]
    first: float

    @property
    def mean(self) -> float:
        return mean(self.values)


def ndcg(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """nDCG@10 with the grades as gains (Järvelin and Kekäläinen 2002)."""
    gained = sum(
        grades.get(document, 0) / math.log2(place + 2)
        for place, document in enumerate(ranking[:DEPTH])
    )
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return gained / sum(grade / math.log2(place + 2) for place, grade in enumerate(best))


def significance(one: Sequence[float], other: Sequence[float]) -> float:
    """Two-sided p of a paired randomisation test; seeded, so that it repeats."""
    flips = random.Random(1)
    differences = [a - b for a, b in zip(one, other, strict=True)]
    observed = abs(sum(differences))
    extreme = sum(
        abs(sum(d if flips.random() < 0.5 else -d for d in differences)) >= observed - 1e-12
        for _ in range(FLIPS)
    )
    return (extreme + 1) / (FLIPS + 1)


def measure(
    documents: Mapping[str, tuple[str, str]],
    sets: Sequence[QuerySet],
    rankers: Sequence[Callable[[Documents, Path], Ranker]] = RANKERS,
) -> dict[str, dict[str, Scores]]:
    """The scores of every engine, by set and then by engine."""
    scores: dict[str, dict[str, Scores]] = {each.name: {} for each in sets}
    for make in rankers:
        with tempfile.TemporaryDirectory() as scratch:
            try:
                rank = make(documents, Path(scratch) / "index")
            except ImportError as error:
                print(f"{make.__name__} is left out: {error}", file=sys.stderr)
                continue
            for each in sets:
                rankings = {key: rank(query) for key, query in each.queries.items()}
                scores[each.name][make.__name__] = Scores(
                    [ndcg(found, each.grades[key]) for key, found in rankings.items()],
                    mean(
                        found[:1] != [] and found[0] in each.grades[key]
                        for key, found in rankings.items()
                    ),
                )
    return scores


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def report(scores: Mapping[str, Mapping[str, Scores]]) -> Iterator[str]:
    """Lines that compare ours with the other engines: the means over all sets, ours as a multiple
    of the one other engine with the highest mean, and for each set ours minus its best other."""
    names = list(next(iter(scores.values())))
    means = {name: mean(each[name].mean for each in scores.values()) for name in names}
    firsts = {name: mean(each[name].first for each in scores.values()) for name in names}
    for name in names:
        yield f"| mean | | {name} | {means[name]:.4f} | {firsts[name]:.4f} | |"
    peers = [name for name in names if name != "ours"]
    best = max(peers, key=means.__getitem__)
    yield ""
    yield f"Highest mean of the others: {best}. Ours is {means['ours'] / means[best]:.3f} times it."
    yield ""
    yield "| collection | ours | best other | | ours minus it | ours as a multiple of it |"
    yield "|---|---|---|---|---|---|"
    for set_, each in scores.items():
        peer = max(peers, key=lambda name: each[name].mean)
        mine, theirs = each["ours"].mean, each[peer].mean
        ratio = f"{mine / theirs:.3f}" if theirs else ""
        yield f"| {set_} | {mine:.4f} | {theirs:.4f} | {peer} | {mine - theirs:+.4f} | {ratio} |"


def rows(set_: str, scores: Mapping[str, Scores]) -> Iterator[str]:
    for name, each in scores.items():
        p = "" if name == "ours" else f"{significance(scores['ours'].values, each.values):.3f}"
        cells = (set_, len(each.values), name, f"{each.mean:.4f}", f"{each.first:.4f}", p)
        yield f"| {' | '.join(map(str, cells))} |"


def collections(options: argparse.Namespace) -> Iterator[Collection]:
    for folder in options.folders:
        yield read(folder, options.half)
    if options.news:
        yield from known_items(
            options.news,
            number=options.items,
            seed=options.seed,
            half=options.half,
            pasted=options.pasted,
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    parser.add_argument("--news", nargs="+", type=Path, metavar="FILE", default=[])
    parser.add_argument("--items", type=int, default=300, help="stories that are asked for")
    parser.add_argument("--seed", type=int, default=1, help="of the sample and typing errors")
    parser.add_argument("--pasted", action="store_true", help="whole stories too; takes minutes")
    parser.add_argument("--half", choices=HALVES, help="of the queries or stories")
    parser.add_argument("--once", action="store_true", help="count repeated query words once")
    letters = parser.add_mutually_exclusive_group()
    letters.add_argument("--capitals", action="store_true", help="all queries in capitals")
    letters.add_argument("--small", action="store_true", help="all queries in small letters")
    parser.add_argument(
        "--engine",
        metavar="ADDRESS",
        help="compare with our own ranking on this engine alone, whose index is replaced",
    )
    options = parser.parse_args(arguments)
    rankers = (ours, elsewhere(options.engine)) if options.engine else RANKERS
    if not options.folders and not options.news:
        parser.error("name a folder, or files after --news")
    for folder in options.folders:
        if not (folder / "qrels.txt").is_file():
            parser.error(f"{folder} has no docs.jsonl, queries.tsv and qrels.txt")
    changes = [
        change
        for change, wanted in (
            (once, options.once),
            (str.upper, options.capitals),
            (str.lower, options.small),
        )
        if wanted
    ]
    scores: dict[str, dict[str, Scores]] = {}
    print("| collection | queries | engine | nDCG@10 | found first | ours against it, p |")
    print("|---|---|---|---|---|---|")
    for collection in collections(options):
        sets = collection.sets
        for change in changes:
            sets = tuple(each.rewritten(change) for each in sets)
        measured = measure(collection.documents, sets, rankers)
        scores.update(measured)
        for name, each in measured.items():
            print("\n".join(rows(name, each)), flush=True)
    print("\n".join(report(scores)))


if __name__ == "__main__":
    main()
