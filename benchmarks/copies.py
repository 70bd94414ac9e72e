"""How well copies of one text are found, and how quickly.

    python -m benchmarks.copies quality STORIES.jsonl [--stories 300] [--seed 1]
    python -m benchmarks.copies speed NUMBER

Both use the empty database that DATABASE_URL names. ``quality`` makes versions of each story (each
line of the file is an object with ``body``): cut, put in another order, with paragraphs of other
stories, with sentences or words replaced. It knows which share of the shorter text stands in the
longer one; from 70 % on they are copies. It also writes each story again in the same phrases but
other sentences, as somebody else would who reports the same event; that is no copy. ``speed``
compares so many synthetic articles, of which every tenth is a copy, and then one more.

datasketch's MinHash LSH, with 128 permutations of the same shingles, does the same where it is
installed. Times are of the processor; the load of the machine is printed beside them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

#: The share of the shorter text from which two texts are copies.
COPY = 0.7
#: Words of the stories that are taken.
WORDS = range(120, 900)
#: Shares of the text that versions keep.
KEPT = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
PERMUTATIONS = 128

Pair = tuple[int, int]


@dataclass(frozen=True)
class Version:
    """A text made of a story. ``share`` is that of the shorter of both that stands in the other."""

    kind: str
    text: str
    share: float


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", " ".join(text.split())) if part]


def versions(text: str, foreign: Sequence[str], rng: random.Random) -> Iterator[Version]:
    """``foreign`` are sentences of other stories."""
    own = sentences(text)
    size = len(text.split())
    for kept in KEPT:
        yield _replaced("sentences", own, kept, foreign, rng)
        words = text.split()
        other = " ".join(foreign).split()
        mixed = [word if rng.random() < kept else rng.choice(other) for word in words]
        same = sum(a == b for a, b in zip(words, mixed, strict=True))
        yield Version("words", " ".join(mixed), same / size)
    for part in (0.9, 0.6, 0.3):
        # All that is left stands in the story.
        yield Version("cut", " ".join(own[: max(3, int(part * len(own)))]), 1.0)
        added = rng.sample(foreign, max(1, int((1 - part) * len(own))))
        yield Version("longer", " ".join([*own, *added]), 1.0)
    shuffled = rng.sample(own, len(own))
    yield Version("reordered", " ".join(shuffled), 1.0)
    yield Version("written apart", " ".join(_apart(each, rng) for each in shuffled), 0.0)


def _replaced(
    kind: str, own: list[str], kept: float, foreign: Sequence[str], rng: random.Random
) -> Version:
    chosen = [each if rng.random() < kept else "" for each in own]
    mixed = [each or rng.choice(foreign) for each in chosen]
    same = sum(len(each.split()) for each in chosen)
    shorter = min(sum(len(each.split()) for each in texts) for texts in (own, mixed))
    return Version(kind, " ".join(mixed), min(1.0, same / shorter))


def _apart(sentence: str, rng: random.Random) -> str:
    """The same phrases of one to three words in another order."""
    words = sentence.split()
    phrases = []
    while words:
        size = rng.randint(1, 3)
        phrases.append(" ".join(words[:size]))
        words = words[size:]
    rng.shuffle(phrases)
    return " ".join(phrases)


def stories(path: Path, number: int, rng: random.Random) -> list[str]:
    with path.open(encoding="utf-8") as file:
        bodies = [json.loads(line).get("body", "") for line in file]
    fitting = list(dict.fromkeys(each for each in bodies if len(each.split()) in WORDS))
    return rng.sample(fitting, min(number, len(fitting)))


def store(texts: Iterable[str]) -> list[int]:
    """Store articles of these texts; returns their primary keys."""
    from articles.models import Article, Capture
    from search.index.outbox import without_draining

    keys = []
    pending = iter(enumerate(texts, start=Article.objects.count()))
    while batch := list(islice(pending, 1000)):
        captures = Capture.objects.bulk_create(
            Capture(
                sha256=f"{n:064}",
                comparison_key=str(n),
                compressed=Capture.compress(b""),
                encoding="utf-8",
            )
            for n, _ in batch
        )
        with without_draining():
            articles = Article.objects.bulk_create(
                Article(public_id=f"{n:010}", capture=capture, headline=f"Story {n}", body=text)
                for (n, text), capture in zip(batch, captures, strict=True)
            )
        keys += [article.pk for article in articles]
    return keys


def ours() -> set[Pair]:
    from articles.copies.detection import bring_up_to_date
    from articles.models import SharedText

    bring_up_to_date()
    return {
        (first, second)
        for first, second in SharedText.objects.copies().values_list("article", "other")
        if first < second
    }


def datasketch(texts: Iterable[tuple[int, str]]) -> set[Pair]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
    found: set[Pair] = set()
    for key, text in texts:
        words = re.findall(r"\w+", text.casefold())
        shingles = {" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)}
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(list(shingles))
        found |= {(other, key) for other in index.query(sketch)}
        index.insert(key, sketch)
    return found


def quality(path: Path, number: int, seed: int) -> None:
    rng = random.Random(seed)
    chosen = stories(path, 2 * number, rng)
    bases, others = chosen[:number], chosen[number:]
    foreign = [each for text in others for each in sentences(text)]
    made = [list(versions(text, foreign, rng)) for text in bases]
    texts = [
        text for base, of in zip(bases, made, strict=True) for text in (base, *(v.text for v in of))
    ]
    keys = iter(store(texts))
    shares: dict[Pair, Version] = {}
    by_key = {}
    for base, of in zip(bases, made, strict=True):
        first = next(keys)
        by_key[first] = base
        for version in of:
            second = next(keys)
            by_key[second] = version.text
            shares[first, second] = version
    family = {key: at for at, key in enumerate(by_key)}
    size = len(made[0]) + 1
    for name, find in _finders(by_key):
        began = time.process_time()
        found = find()
        spent = time.process_time() - began
        strangers = sum(family[a] // size != family[b] // size for a, b in found)
        print(f"\n{name}: {len(by_key):,} articles, {spent:.1f} s of CPU, {strangers} pairs of "
              "different stories")  # fmt: skip
        print(_table(shares, found))


def _finders(texts: dict[int, str]) -> Iterator[tuple[str, Callable[[], set[Pair]]]]:
    yield "ours", ours
    if _has_datasketch():
        yield "datasketch", lambda: datasketch(texts.items())


def _has_datasketch() -> bool:
    return importlib.util.find_spec("datasketch") is not None


def _table(shares: dict[Pair, Version], found: set[Pair]) -> str:
    bands: dict[str, list[bool]] = defaultdict(list)
    right = wrong = missed = 0
    for pair, version in shares.items():
        is_found = pair in found
        kind = version.kind
        if kind in ("words", "sentences"):
            kind += f" {int(version.share * 10 + 1e-9) * 10:3} %"
        bands[kind].append(is_found)
        is_copy = version.share >= COPY
        right += is_copy and is_found
        wrong += is_found and not is_copy
        missed += is_copy and not is_found
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    lines = [
        f"precision {precision:.3f}, recall {recall:.3f} ({right + missed:,} pairs are copies)",
        "| share of the text | pairs | called copies |",
        "|---|---|---|",
    ]
    lines += [
        f"| {kind} | {len(each)} | {sum(each) / len(each):.3f} |"
        for kind, each in sorted(bands.items())
    ]
    return "\n".join(lines)


def speed(number: int) -> None:
    from articles.copies.detection import bring_up_to_date, compare, number_of_copies
    from articles.models import Article
    from benchmarks.syntheticarchive import written

    rng = random.Random(3)
    originals = [story.body for story in written(number - number // 10)]
    copied = (
        " ".join(text.split()[: rng.randint(150, 400)])
        for text in rng.sample(originals, number // 10)
    )
    keys = store([*originals, *copied])
    del originals
    began, used = time.perf_counter(), time.process_time()
    done = bring_up_to_date()
    spent = time.process_time() - used
    print(f"{done:,} articles compared in {time.perf_counter() - began:.0f} s by the clock, "
          f"{spent:.0f} s of CPU; at most {_megabytes()} MB; {number_of_copies():,} have copies; "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
    times = []
    for key in rng.sample(keys, 50):
        used = time.process_time()
        compare([key])
        times.append(1000 * (time.process_time() - used))
    times.sort()
    print(f"one article again: median {times[25]:.1f} ms of CPU, slowest {times[-1]:.1f} ms")
    if _has_datasketch():
        used = time.process_time()
        found = datasketch(Article.objects.values_list("pk", "body").iterator())
        print(f"datasketch: {time.process_time() - used:.0f} s of CPU; at most {_megabytes()} MB; "
              f"{len({key for pair in found for key in pair}):,} have copies")  # fmt: skip


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    of_quality = commands.add_parser("quality")
    of_quality.add_argument("file", type=Path)
    of_quality.add_argument("--stories", type=int, default=300)
    of_quality.add_argument("--seed", type=int, default=1)
    commands.add_parser("speed").add_argument("number", type=int)
    options = parser.parse_args()

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    if options.command == "quality":
        quality(options.file, options.stories, options.seed)
    else:
        speed(options.number)


if __name__ == "__main__":
    main()
