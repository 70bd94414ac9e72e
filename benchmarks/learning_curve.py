"""What an archive learns from an outlet's captures: `python benchmarks/learning_curve.py DIR…`.

How much better is the next capture of an outlet read after N others of it are in the archive, as
recurring lines are then left out? Printed for made outlets, and for the outlets of labelled pages
(DIR as for `benchmarks/extraction.py`) that have more than N pages; the closed fifth is left out.

For each N the captures are ingested and learnt from as by `manage.py ingest`, in an archive of its
own in a temporary folder. The captures after the first N are then read with and without what was
learnt, and the F1 of the words of their bodies is compared.

A made outlet has a menu, a footer, links to other stories and three notices of its own wording.
Each notice stands in most of its captures, at another place: in the story, below it, above it.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from benchmarks.labelled import FULL, REGION, labelled, with_capture
from benchmarks.scoring import body_score

if TYPE_CHECKING:
    # At run time it can be imported only after django.setup().
    from articles.extraction.furniture import Learnt

CAPTURES = (0, 5, 10, 20)
OUTLETS, PAGES = 24, 30
OFTEN = 0.7  # the share of an outlet's captures in which a notice stands
CHANGED = 0.002  # A body whose F1 differs by less counts as the same.


def _listed(words: str) -> list[str]:
    return words.split()


_WORDS = _listed(
    "harbour ferry council bridge market orchard museum river school station valley winter garden "
    "library miller quarry tunnel festival hospital railway forest meadow tower village storm"
)
_VERBS = _listed("opened closed counted moved painted repaired sold found lost visited measured")
_NAMES = _listed("Almond Birch Cedar Dune Elm Fern Gorse Hazel Iris Juniper Kelp Larch")
_TITLES = _listed("Courier Herald Observer Post")
_NOTICES = (
    "Your {noun} and our {other}, told in five minutes: join {count} neighbours who read us",
    "You can walk the {noun} with our {other} guide, free for you until the {third} closes",
    "Tell us what you saw at the {noun}: our desk listens between the {other} and the {third}",
    "The {noun} table",
    "Pictures of the {noun} and the {other}",
    "Our {noun} map shows you every {other} near the {third}",
)


class Page(NamedTuple):
    """A capture of an outlet and the true body."""

    outlet: str
    text: str
    body: str


def made_pages(seed: int = 7) -> Iterator[Page]:
    """The captures of all made outlets, one outlet after the other."""
    rng = random.Random(seed)
    for number in range(OUTLETS):
        name = f"{_NAMES[number % len(_NAMES)]} {_TITLES[number // len(_NAMES)]}"
        menu = rng.sample(_WORDS, 5)
        notices = [_filled(rng, each) for each in rng.sample(_NOTICES, 3)]
        stories = [(_sentence(rng, 7).rstrip("."), _story(rng)) for _ in range(PAGES)]
        for at, (headline, story) in enumerate(stories):
            inside = list(story)
            for notice in notices:
                if rng.random() < OFTEN:
                    inside.insert(rng.randint(1, len(inside)), notice)
            others = [stories[other][0] for other in rng.sample(range(PAGES), 3) if other != at]
            lines = [
                name,
                *(word.title() for word in menu),
                headline,
                f"{1 + at % 28} March 2019",
                *inside,
                f"More from {name}",
                *others,
                f"© 2019 {name}. All rights reserved.",
            ]
            yield Page(name, "\n\n".join(lines), "\n\n".join(story))


def _story(rng: random.Random) -> list[str]:
    return [
        " ".join(_sentence(rng, rng.randint(9, 18)) for _ in range(rng.randint(1, 3)))
        for _ in range(rng.randint(5, 10))
    ]


def _sentence(rng: random.Random, words: int) -> str:
    pairs = (f"{rng.choice(_VERBS)} the {rng.choice(_WORDS)}" for _ in range(words // 3))
    return f"The {rng.choice(_WORDS)} {', '.join(pairs)} near the {rng.choice(_WORDS)}."


def _filled(rng: random.Random, notice: str) -> str:
    noun, other, third = rng.sample(_WORDS, 3)
    return notice.format(noun=noun, other=other, third=third, count=rng.randint(200, 900))


def labelled_pages(folders: Iterable[Path], capture: str) -> Iterator[Page]:
    """The open labelled pages whose bodies are known; families are their outlets."""
    for page in with_capture(labelled(folders), capture):
        body = page.truth.get("body")
        if body and not page.truth.get("body_doubtful"):
            text = page.text(capture).read_text(encoding="utf-8", errors="replace")
            yield Page(page.family, text, body)


def curve(title: str, pages: Iterable[Page]) -> None:
    """Print what is gained after each number of captures."""
    of_outlet: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        of_outlet[page.outlet].append(page)
    stored = 0
    for number in CAPTURES:
        large = {name: own for name, own in of_outlet.items() if len(own) > number}
        if not large:
            return
        learnt = _after([page for own in large.values() for page in own[stored:number]])
        stored = number
        _print(title, number, [page for own in large.values() for page in own[number:]], learnt)


def _after(pages: Sequence[Page]) -> Learnt:
    """Ingest pages and learn from the archive; returns what was learnt."""
    from articles.ingest.ingest import ingest
    from articles.learning.learning import current_learnt, learn
    from articles.readers import Member

    list(ingest(Member(page.text.encode(), page.outlet) for page in pages))
    learn("the benchmark")
    return current_learnt()


def _print(title: str, number: int, pages: Sequence[Page], learnt: Learnt) -> None:
    from articles.extraction.extract import extract
    from articles.extraction.findings import Context
    from articles.extraction.page.page import Page as Lines

    plain: list[float] = []
    better: list[float] = []
    for page in pages:
        for context, scores in ((Context(), plain), (Context(learnt=learnt), better)):
            body = "\n\n".join(extract(Lines.of(page.text), context).body)
            scores.append(body_score(body, page.body)[2])
    gained = np.array(better) - np.array(plain)
    print(
        f"{title:16}{number:4}{len(pages):7}{np.mean(plain):9.4f}{np.mean(better):9.4f}"
        f"{int((gained > CHANGED).sum()):8}{int((gained < -CHANGED).sum()):7}",
        flush=True,
    )


def main() -> None:
    sources = {"made outlets": list(made_pages())}
    for capture in (FULL, REGION):
        folders = list(map(Path, sys.argv[1:]))
        if folders:
            sources[f"labelled, {capture}"] = list(labelled_pages(folders, capture))
    print(f"{'':16}{'N':>4}{'pages':>7}{'without':>9}{'with':>9}{'better':>8}{'worse':>7}")
    for title, pages in sources.items():
        with tempfile.TemporaryDirectory() as folder:
            _in_an_archive_of_its_own(Path(folder))
            curve(title, pages)


def _in_an_archive_of_its_own(folder: Path) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
        "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
        "SEARCH_URL": f"whoosh://{folder}/index",
        "SECRET_KEY": "benchmark",
        "ALLOWED_HOSTS": "localhost",
    }
    if not settings.configured:
        django.setup()
    connection.close()
    connection.settings_dict["NAME"] = str(folder / "archive.sqlite3")
    settings.SEARCH_URL = os.environ["SEARCH_URL"]
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
