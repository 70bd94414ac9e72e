"""The speed of the search, compared with other engines on the same documents and queries.

    python benchmarks/search.py [CORPUS.jsonl.gz] [--synthetic N] [--only KIND…]
    python benchmarks/search.py --growth [FILE.svg] [--sizes N…]
    python benchmarks/search.py --synthetic N --memory

A corpus has stories as JSON lines (title, body, date, dateline or outlet); ``--synthetic``
makes N of them from a seed. The other engines are SQLite FTS5 (porter, bm25; facets by GROUP BY
over one materialised list of matches) and tantivy, if it is installed. Each index is built in a
process of its own, which streams the corpus from a file. Then all engines answer the same queries
in turns: the ten best hits, the exact count, and counts by outlet and month. Ours also parses the
query as a user types it, with the default settings. *Cold* is the first pass over the queries of a
kind after the index was opened, *warm* the later passes, in other orders; the files are in the
operating system's cache in both. No engine caches whole answers.

``--growth`` runs the same queries on ours alone in archives of several sizes. ``--memory`` prints
the memory of a process while eight threads run all queries.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import growth, memory
from benchmarks.speed_engines import ENGINES, Ask, Bench, Ours, Story
from search.text.analysis import tokenize
from search.text.stopwords import STOP_WORDS

#: The synthetic corpus: words of its vocabulary, words of a story, outlets, years.
VOCABULARY, LENGTH, OUTLETS, YEARS = 60_000, 250, 200, 20
UNDATED = 0.02

#: The sizes of the archives that ``--growth`` compares, in stories, ascending.
SIZES = [10_000, 50_000, 100_000, 200_000]

#: Queries of each kind, and warm passes over them.
EACH, PASSES = 25, 3


def synthetic(number: int) -> Iterator[Story]:
    """Seeded stories whose words follow Zipf's law; undated ones have an empty date."""
    rng = random.Random(42)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(rng.choices(syllables, k=rng.randint(2, 5)))] = None
    vocabulary = list(words)
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    for id_ in range(1, number + 1):
        story = rng.choices(vocabulary, cum_weights=weights, k=LENGTH)
        lines = [" ".join(story[start : start + 50]) + "." for start in range(0, LENGTH, 50)]
        day = dt.date(2000, 1, 1) + dt.timedelta(days=rng.randrange(365 * YEARS))
        date = "" if rng.random() < UNDATED else day.isoformat()
        title = " ".join(rng.choices(vocabulary, cum_weights=weights, k=8))
        yield Story(id_, title, "\n\n".join(lines), rng.randrange(OUTLETS) + 1, date)


def stories(path: Path) -> Iterator[Story]:
    """The stories of a file. Places of datelines stand for outlets if there are none."""
    outlets: dict[str, int] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = (record for record in map(json.loads, lines) if record.get("body"))
        for id_, record in enumerate(records, 1):
            name = record.get("outlet") or (record.get("dateline") or "").split(",")[0]
            outlet = outlets.setdefault(name, len(outlets) + 1)
            date = (record.get("date") or "")[:10]
            yield Story(id_, record.get("title") or "", record["body"], outlet, date)


def read(path: Path) -> Iterator[Story]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Story(*json.loads(line))


class Built(NamedTuple):
    """Seconds by the clock, CPU seconds, peak memory in MB, and the size of the files in MB."""

    seconds: float
    cpu: float
    megabytes: float
    size: float


def build(engine: str, folder: Path, corpus: Path) -> Built:
    """Build an index in another process."""
    command = [sys.executable, __file__, "--build", engine, str(folder), str(corpus)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    seconds, cpu, megabytes = json.loads(done.stdout)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Built(seconds, cpu, megabytes, size / 1e6)


def build_here(engine: str, folder: Path, corpus: Path) -> None:
    began = time.perf_counter()
    ENGINES[engine](folder).build(read(corpus))
    seconds = time.perf_counter() - began
    usage = [resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in usage)
    print(json.dumps([seconds, cpu, sum(each.ru_maxrss for each in usage) / 1024]))


def questions(corpus: Path) -> dict[str, list[Ask]]:
    """Queries by their kind, chosen by the number of stories that have their words."""
    rng = random.Random(7)
    seen: Counter[str] = Counter()
    neighbours: list[tuple[str, str]] = []
    bodies: list[tuple[str, ...]] = []
    number = 0
    for story in read(corpus):
        number += 1
        tokens = tokenize(story.body)
        seen.update({token.stem for token in tokens})
        if number % 50 == 0 and len(bodies) < EACH:
            bodies.append(tuple(token.surface for token in tokens))
        if number % 50 == 0 and len(tokens) > 20:
            place = rng.randrange(len(tokens) - 1)
            neighbours.append((tokens[place].surface, tokens[place + 1].surface))

    forms: dict[str, str] = {}
    for story in islice(read(corpus), 5000):
        for token in tokenize(story.body):
            if token.surface.isalpha() and token.surface not in STOP_WORDS["en"]:
                forms.setdefault(token.stem, token.surface)

    def near(share: float) -> list[str]:
        fit = sorted(forms, key=lambda stem: abs(seen[stem] - max(share * number, 3)))
        return [forms[stem] for stem in fit[: 2 * EACH]]

    rare, hundredth, fifth = near(0.0002), near(0.01), near(0.2)
    words = [*hundredth, *fifth]
    pairs = [tuple(rng.sample(words, 2)) for _ in range(EACH)]
    phrases = [pair for pair in neighbours if not STOP_WORDS["en"] & {*pair}][:EACH]
    days = sorted(story.date for story in read(corpus) if story.date)
    since, until = days[len(days) // 4], days[3 * len(days) // 4]
    return {
        "rare word": [Ask((word,)) for word in rare[:EACH]],
        "1 % word": [Ask((word,)) for word in hundredth[:EACH]],
        "20 % word": [Ask((word,)) for word in fifth[:EACH]],
        "two words, all": [Ask(pair) for pair in pairs],
        "two words, any": [Ask(pair, "any") for pair in pairs],
        "two words as typed": [Ask(pair, "text") for pair in pairs],
        "40 words pasted": [Ask(body[:40], "text") for body in bodies],
        "400 words pasted": [
            Ask((*one, *other)[:400], "text")
            for one, other in zip(bodies, bodies[::-1], strict=True)
        ],
        "phrase": [Ask(pair, "phrase") for pair in phrases],
        "prefix": [Ask((word[:4],), "prefix") for word in words[::2][:EACH]],
        "by date": [Ask((word,), newest=True) for word in [*hundredth[:12], *fifth[:12]]],
        "filtered": [
            Ask((word,), outlets=tuple(range(1, 41)), since=since, until=until)
            for word in [*hundredth[:12], *fifth[:12]]
        ],
    }


def measure(benches: Sequence[Bench], kind: str, asks: list[Ask]) -> dict[str, Any]:
    """CPU milliseconds of every answer, by engine: cold and warm, with the engines in turns. Other
    work on the machine disturbs CPU time less than the clock."""
    rng = random.Random(kind)
    times: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    totals: dict[str, int] = Counter()
    for bench in benches:
        bench.open()
    for turn in range(PASSES + 1):
        for ask in rng.sample(asks, len(asks)):
            for bench in rng.sample(benches, len(benches)):
                began = time.process_time()
                total = bench.answer(ask)
                times[bench.name][turn > 0].append(1000 * (time.process_time() - began))
                totals[bench.name] += total
    for name, total in totals.items():
        each = total / (PASSES + 1) / len(asks)
        print(f"{kind}: {name} counted {each:.1f} each", file=sys.stderr)
    return times


def updates(bench: Bench, corpus: Path) -> tuple[float, float, float]:
    """Milliseconds until a changed story is committed and visible: the median and the maximum of
    100 single updates in a row, and the time of 100 stories in one update."""
    changed = list(islice(read(corpus), 100))
    spent = []
    for story in changed:
        began = time.perf_counter()
        bench.update([story._replace(body=story.body + " zzchanged")])
        spent.append(1000 * (time.perf_counter() - began))
    began = time.perf_counter()
    bench.update(changed)
    return statistics.median(spent), max(spent), 1000 * (time.perf_counter() - began)


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    return statistics.median(values), statistics.quantiles(values, n=20, method="inclusive")[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--synthetic", type=int, metavar="N")
    parser.add_argument("--only", nargs="*", default=[], metavar="KIND")
    parser.add_argument("--no-queries", action="store_true", help="building and updates only")
    parser.add_argument(
        "--engines", nargs="*", default=["ours", "fts5", "tantivy"], choices=list(ENGINES)
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="build there, once for all runs"
    )
    parser.add_argument("--growth", nargs="?", type=Path, const=Path("docs/growth.svg"))
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N")
    parser.add_argument("--memory", action="store_true", help="of a process, not the speed")
    parser.add_argument("--build", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        engine, folder, corpus = options.build
        build_here(engine, Path(folder), Path(corpus))
        return
    chosen = [options.corpus, options.synthetic, options.growth]
    if sum(each is not None for each in chosen) != 1:
        parser.error("give a corpus, --synthetic N or --growth")
    if options.growth is not None and (len(set(options.sizes)) < 2 or min(options.sizes) < 1):
        parser.error("give two or more --sizes")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        if options.growth is not None:
            grow(folder, sorted(options.sizes), options.growth)
            return
        source = stories(options.corpus) if options.corpus else synthetic(options.synthetic)
        corpus = written(folder, source)
        if options.memory:
            build_once("ours", folder, corpus)
            asks = [ask for each in questions(corpus).values() for ask in each]
            peak, alone = memory.measured(folder / "ours", asks)
            print(f"At most {peak:,.0f} MB, {alone:,.0f} MB of them not shared with other workers.")
        else:
            report(folder, corpus, options)


def written(folder: Path, source: Iterator[Story]) -> Path:
    """The file of the stories in a folder. It is written unless it exists."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = folder / "corpus.jsonl"
    if not corpus.exists():
        part = corpus.with_suffix(".part")  # so that no later run takes half a corpus
        with part.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(story) + "\n" for story in source)
        part.replace(corpus)
    return corpus


def build_once(engine: str, scratch: Path, corpus: Path) -> Built | None:
    """Build an index; None if an earlier run has built it already."""
    folder = scratch / engine
    if folder.exists():
        return None
    folder.mkdir()
    try:
        return build(engine, folder, corpus)
    except BaseException:
        shutil.rmtree(folder)  # so that no later run measures half an index
        raise


def grow(scratch: Path, sizes: Sequence[int], picture: Path) -> None:
    """Measure the same queries in archives of all sizes. They have matches everywhere, because the
    stories of a small archive are the first stories of a larger one."""
    folders = {size: scratch / str(size) for size in sizes}
    corpora = {size: written(folder, synthetic(size)) for size, folder in folders.items()}
    kinds = questions(corpora[sizes[0]])
    points: dict[str, list[growth.Point]] = {kind: [] for kind in kinds}
    for size, folder in folders.items():
        build_once("ours", folder, corpora[size])
        for kind, asks in kinds.items():
            points[kind].append(growth.measured(Ours(folder / "ours"), size, asks))
            print(f"{size:,}: {kind}", file=sys.stderr)
    print(growth.table(points))
    growth.plot(points, picture)


def report(scratch: Path, corpus: Path, options: argparse.Namespace) -> None:
    with corpus.open() as lines:
        number = sum(1 for _ in lines)
    benches = []
    print(f"{number:,} stories\n\n| engine | stories/s | per CPU second |", end="")
    print(" peak MB | index MB |\n|---|---|---|---|---|")
    for name in options.engines:
        try:
            benches.append(ENGINES[name](scratch / name))
        except ImportError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
            continue
        built = build_once(name, scratch, corpus)
        if built is None:
            continue
        rate = number / built.seconds
        cells = (rate, number / built.cpu, built.megabytes, built.size)
        print(f"| {name} | {' | '.join(f'{cell:,.0f}' for cell in cells)} |", flush=True)
    kinds = {} if options.no_queries else questions(corpus)
    if kinds:
        print("\n| query | pass | engine | p50 ms | p95 ms | ours against it, p50 |")
        print("|---|---|---|---|---|---|")
    for kind, asks in kinds.items():
        if options.only and kind not in options.only:
            continue
        times = measure(benches, kind, asks)
        for warm, label in enumerate(("cold", "warm")):
            for name in times:
                half, most = percentiles(times[name][warm])
                ratio = percentiles(times["ours"][warm])[0] / half if "ours" in times else 1
                print(f"| {kind} | {label} | {name} | {half:.2f} | {most:.2f} | {ratio:.2f} |")
        sys.stdout.flush()
    print("\n| engine | one update, p50 ms | slowest of 100 in a row | 100 at once |")
    print("|---|---|---|---|")
    for bench in benches:
        bench.open()
        half, most, together = updates(bench, corpus)
        print(f"| {bench.name} | {half:.1f} | {most:.1f} | {together:.1f} |", flush=True)


if __name__ == "__main__":
    main()
