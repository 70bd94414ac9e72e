"""The cost of whole pages for hostile searches, for ``pages.py --hostile``."""

from __future__ import annotations

import os
import resource
import sys
import time
from itertools import islice
from pathlib import Path

import django
from django.test import Client

from benchmarks.search import questions, read
from search.text.stopwords import STOP_WORDS
from tests.search.hostile import HOSTILE


def searches(corpus: Path) -> list[str]:
    """Costly searches made of the archive's own words, and the hostile searches of the tests."""
    asks = questions(corpus)
    common = [ask.words[0] for ask in asks["20 % word"]]
    medium = [ask.words[0] for ask in asks["1 % word"]]
    pasted = " ".join(story.body for story in islice(read(corpus), 20))
    stops = sorted(STOP_WORDS["en"])
    letters = "abcdefghijklmnopqrstuvwxyz"
    own = [
        pasted,
        pasted[:990],
        " ".join(common * 2),
        " OR ".join(common * 2),
        '"' + " ".join(common[:12]) + '"',
        '"the of"',
        '"' + "the " * 8 + '"',
        '"the of"~50',
        '"the of to in and"~100',
        " ".join(f'"the {word}"~100' for word in stops[:20]),
        " ".join(f"{letter}*" for letter in letters),
        " ".join(f"{word[:3]}*" for word in medium),
        " ".join(f"*{word[1:]}" for word in medium),
        " ".join(f"{word[:2]}?{word[3:]}" for word in medium),
        " ".join(f"{word[0]}*{word[-1]}" for word in medium),
        " ".join(f"{word}~2" for word in medium),
        " ".join(f"{word[:3]}~2" for word in medium),
        " ".join(f"{word[:4]}~" for word in medium),
        " ".join(f"zz{word}" for word in medium),
        " ".join(f"{word}q" for word in medium),
        "a" * 1000,
        "ba" * 500,
        "(" * 40 + " OR ".join(common) + ")" * 40,
        " ".join(f"-{word}" for word in common),
        " ".join(f"source:{word}" for word in common),
        " ".join(f"={word}" for word in common),
        "the",
        "the of",
        "source:(the of a)",
        'source:"the of"~100',
    ]
    return [*own, *HOSTILE]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    django.setup()
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    asked = searches(Path(sys.argv[1]))
    client.get("/", {"q": "the"})
    worst: list[tuple[float, float, int, str]] = []
    for text in asked:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        status = client.get("/", {"q": text.encode("utf-8", "surrogatepass")}).status_code
        spent = time.process_time() - began
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        worst.append((spent, grown, status, ascii(text[:60])))
    print("| CPU seconds | more MB at most | status | search |\n|---|---|---|---|")
    for spent, grown, status, text in sorted(worst, reverse=True)[:20]:
        print(f"| {spent:.2f} | {grown:.0f} | {status} | {text} |")
    print(f"\nOf {len(worst)} searches {sum(each[1] for each in worst):.0f} MB more in all.")
    bad = [text for _, _, status, text in worst if status >= 500]
    print(f"Failed: {bad}" if bad else "None failed.")


if __name__ == "__main__":
    main()
