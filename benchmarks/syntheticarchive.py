"""An archive of synthetic articles as the pages read it: rows, captures and an index.

    python -m benchmarks.syntheticarchive NUMBER

fills the database and the index that DATABASE_URL and SEARCH_URL name. Nothing goes through the
extraction: rows have what it would have read. For ``benchmarks/pages.py``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

from benchmarks.search import OUTLETS, synthetic
from benchmarks.speed_engines import Story

if TYPE_CHECKING:
    # At run time it can be imported only after django.setup().
    from articles.models import Outlet

#: Stop words, and the probability that one of them precedes a word.
FILLING = ("the", "of", "to", "a", "in", "and", "that", "on", "for", "was", "is", "by", "with")
FILLED = 0.6

#: Words in a sentence.
SENTENCE = 14

#: Rows that are written in one statement.
TOGETHER = 1000

#: The furniture of a page, above and below its story.
ABOVE = "Home\nWorld\nBusiness\nSport\nSubscribe now\nSign in\n"
BELOW = "Related stories\nMost read\nPrivacy notice\nAll rights reserved\n"


def written(number: int) -> Iterator[Story]:
    """The synthetic stories, with stop words, sentences and capitalised words."""
    rng = random.Random(11)
    for story in synthetic(number):
        paragraphs = [_prose(rng, each.rstrip(".").split()) for each in story.body.split("\n\n")]
        headline = " ".join(word.capitalize() for word in story.title.split())
        yield story._replace(title=headline, body="\n\n".join(paragraphs))


def _prose(rng: random.Random, words: list[str]) -> str:
    filled: list[str] = []
    for word in words:
        if rng.random() < FILLED:
            filled.append(rng.choice(FILLING))
        filled.append(word.capitalize() if rng.random() < 0.1 else word)
    sentences = [filled[at : at + SENTENCE] for at in range(0, len(filled), SENTENCE)]
    return " ".join(" ".join(words).capitalize() + "." for words in sentences)


def fill(number: int) -> None:
    """Write the rows of so many articles in one transaction, then build the index."""
    from django.core.management import call_command
    from django.db import transaction
    from django.db.models import OuterRef, Subquery

    from articles.models import Article, Capture, Outlet
    from search.index.draining import rebuild

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        outlets = Outlet.objects.bulk_create(
            Outlet(name=f"Outlet {each} Times", slug=f"outlet-{each}")
            for each in range(1, OUTLETS + 1)
        )
        stories = written(number)
        while batch := list(islice(stories, TOGETHER)):
            _store(batch, outlets)
        of_capture = Article.objects.filter(capture=OuterRef("pk")).values("pk")
        Capture.objects.update(article=Subquery(of_capture))
    rebuild()


def _store(stories: list[Story], outlets: list[Outlet]) -> None:
    from articles.models import Article, Capture, Reading

    now = dt.datetime.now(dt.UTC)
    captures, articles = [], []
    for story in stories:
        text = f"{ABOVE}\n{story.title}\n\n{story.body}\n\n{BELOW}"
        sha256 = hashlib.sha256(f"{story.id} {text}".encode()).hexdigest()
        captures.append(
            Capture(
                sha256=sha256,
                comparison_key=sha256,
                compressed=Capture.compress(text.encode()),
                encoding="utf-8",
                captured_at=now,
            )
        )
    Capture.objects.bulk_create(captures)
    Reading.objects.bulk_create(Reading.of(each, each.text, "text 1") for each in captures)
    for story, capture in zip(stories, captures, strict=True):
        name = story.title.split()
        facts = {
            "headline": story.title,
            "byline": [f"{name[0]} {name[1]}"],
            "dateline": f"{name[2].upper()} (Agency)",
            "captions": [f"A scene in {name[2]} as seen by {name[3]}."],
            "body": story.body,
        }
        findings = [
            {
                "field": field,
                "value": value if field != "body" else "",
                "rule": f"{field} line",
                "why": "It stands where such a line stands, and looks like one.",
                "lines": list(range(8, 8 + (2 * story.body.count("\n") if field == "body" else 1))),
                "place": "text",
            }
            for field, value in facts.items()
        ]
        articles.append(
            Article(
                public_id=capture.sha256[:12],
                capture=capture,
                outlet=outlets[story.outlet - 1],
                published=dt.date.fromisoformat(story.date) if story.date else None,
                published_precision="day" if story.date else "",
                published_basis="stated" if story.date else "unknown",
                findings=findings,
                extracted=facts,
                **facts,
            )
        )
    Article.objects.bulk_create(articles)


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
