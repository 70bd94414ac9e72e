"""How often names and quotations are found, and how often wrongly.

    python -m benchmarks.names [--half open|closed|later] [--errors]
    python -m benchmarks.names texts [--half …]      the texts alone, for a second labeller
    python -m benchmarks.names agreement FILE        two labellers' labels of the same texts
    python -m benchmarks.names speed                 milliseconds of processor time per article

``benchmarks/labelled`` has invented articles with labels under each text: ``P`` people, ``L``
places, ``O`` organisations, ``X`` other names, each in its fullest form in the text, and ``Q`` the
speaker and the first words of each piece of direct speech of at least three words, with ``?`` for
a speaker whom the text does not make certain. Headlines have no labels.

The hash of an article's name says which half it is in. Rules were written for the open half, and
the closed one was read once. The ``later`` articles were written afterwards, to measure the rules
that had been mended by then.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from articles.mentions.reading import Mentions, mentions_in

FOLDER: Final = Path(__file__).parent / "labelled"
KINDS: Final = {"P": "person", "L": "place", "O": "organisation", "X": ""}


@dataclass
class Labelled:
    """An article with its labels: the kind of each name, and the first words of each quotation
    with its speaker."""

    name: str
    language: str
    paragraphs: list[str]
    names: dict[str, str] = field(default_factory=dict)
    quotations: list[tuple[str, str]] = field(default_factory=list)

    @property
    def half(self) -> str:
        if self.name.startswith("later-"):
            return "later"
        return "open" if hashlib.sha256(self.name.encode()).digest()[0] % 2 else "closed"


@dataclass
class Score:
    right: int = 0
    found: int = 0
    wanted: int = 0

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        return (
            f"precision {precision:.3f}, recall {recall:.3f} "
            f"({self.right} right of {self.found} found and {self.wanted} labelled)"
        )


def labelled_in(files: Sequence[Path]) -> Iterator[Labelled]:
    for file in files:
        for block in re.split(r"^== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            text, _, labels = block.partition("\n--\n")
            heading, _, rest = text.partition("\n")
            name, _, language = heading.partition(" | ")
            paragraphs = [" ".join(each.split("\n")) for each in rest.strip().split("\n\n")]
            # The first line is the headline.
            paragraphs[0] = rest.strip().split("\n\n")[0].partition("\n")[2]
            article = Labelled(name.strip(), language.strip(), paragraphs)
            for line in labels.strip().splitlines():
                letter, _, listed = line.partition(" ")
                if letter == "Q":
                    speaker, _, words = listed.partition(" | ")
                    article.quotations.append((words.strip(), speaker.strip()))
                else:
                    for each in listed.split("; "):
                        article.names[each.strip()] = KINDS[letter]
            yield article


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def measure(articles: Sequence[Labelled], errors: list[str]) -> dict[str, Score]:
    scores: dict[str, Score] = defaultdict(Score)
    for article in articles:
        found = mentions_in(article.paragraphs, article.language)
        _measure_names(article, found, scores, errors)
        _measure_quotations(article, found, scores, errors)
    return scores


def _measure_names(
    article: Labelled, found: Mentions, scores: dict[str, Score], errors: list[str]
) -> None:
    wanted = {plain(name): kind for name, kind in article.names.items()}
    named = {plain(name.text): name.kind for name in found.names}
    names = scores["names of any kind"]
    names.found += len(named)
    names.wanted += len(wanted)
    names.right += len(named.keys() & wanted.keys())
    for kind in ("person", "place", "organisation"):
        score = scores[kind]
        of_kind = {name for name, own in named.items() if own == kind}
        labelled = {name for name, own in wanted.items() if own == kind}
        score.found += len(of_kind)
        score.wanted += len(labelled)
        score.right += len(of_kind & labelled)
    for name in sorted(named.keys() | wanted.keys()):
        if name not in wanted:
            errors.append(f"{article.name}: {name!r} is no name, found as {named[name] or 'name'}")
        elif name not in named:
            errors.append(f"{article.name}: {name!r} ({wanted[name]}) was not found")
        elif named[name] != wanted[name]:
            errors.append(f"{article.name}: {name!r} is {wanted[name]}, found as {named[name]!r}")


def _measure_quotations(
    article: Labelled, found: Mentions, scores: dict[str, Score], errors: list[str]
) -> None:
    score, speech = scores["quotations with their speakers"], scores["quotations"]
    wanted = {plain(words): plain(speaker) for words, speaker in article.quotations}
    met = set()
    score.wanted += sum(speaker != "" for speaker in wanted.values())
    speech.wanted += len(wanted)
    for each in found.quotations:
        text = plain(each.text)
        # Quotation marks within may cut a label short.
        words = next((own for own in wanted if text.startswith(own)), None)
        speech.found += 1
        speech.right += words is not None
        if words is not None:
            met.add(words)
        if not each.speaker:
            if words is None:
                errors.append(f"{article.name}: nobody says {each.text[:40]!r}")
            elif wanted[words]:
                errors.append(f"{article.name}: {wanted[words]!r} says {words!r}; left open")
            continue
        score.found += 1
        if words is not None and wanted[words] == plain(each.speaker):
            score.right += 1
        else:
            whose = wanted[words] if words is not None else "nobody"
            errors.append(
                f"{article.name}: WRONG: {each.speaker!r} says {each.text[:40]!r} "
                f"({each.rule}); it is {whose!r}"
            )
    errors += [
        f"{article.name}: the quotation {words!r} was not found" for words in wanted.keys() - met
    ]


def agreement(first: Sequence[Labelled], second: Sequence[Labelled]) -> str:
    """How well two labellers agree on the texts that both have labelled."""
    ones = {each.name: each for each in first}
    both = [(ones[each.name], each) for each in second if each.name in ones]
    counts: Counter[str] = Counter()
    for one, two in both:
        names = [{(plain(n), kind) for n, kind in each.names.items()} for each in (one, two)]
        # The labels have the first words of a quotation, one labeller's more than the other's.
        said = [{(plain(w)[:15], plain(s)) for w, s in each.quotations} for each in (one, two)]
        counts["names"] += len(names[0] & names[1])
        counts["all names"] += len(names[0] | names[1])
        counts["quotations"] += len(said[0] & said[1])
        counts["all quotations"] += len(said[0] | said[1])
    return (
        f"{len(both)} articles: the same {counts['names']} of {counts['all names']} names with "
        f"kinds, {counts['quotations']} of {counts['all quotations']} quotations with speakers."
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="measure")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--half", choices=("open", "closed", "later"))
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args(arguments)
    articles = [
        each
        for each in labelled_in(sorted(FOLDER.glob("*.txt")))
        if chosen.half in (None, each.half)
    ]
    if chosen.what == "texts":
        for each in articles:
            print(f"== {each.name} | {each.language}\n\n" + "\n\n".join(each.paragraphs), "\n--\n")
    elif chosen.what == "agreement":
        print(agreement(articles, list(labelled_in([chosen.file]))))
    elif chosen.what == "speed":
        mentions_in(["Warm up."], "en")
        began = time.process_time()
        for _ in range(20):
            for each in articles:
                mentions_in(each.paragraphs, each.language)
        spent = (time.process_time() - began) / 20 / len(articles) * 1000
        words = sum(len(p.split()) for each in articles for p in each.paragraphs) / len(articles)
        print(f"{spent:.2f} ms for an article of {words:.0f} words")
    else:
        errors: list[str] = []
        for name, score in measure(articles, errors).items():
            print(f"{name}: {score}")
        if chosen.errors:
            print("\n".join(errors))


if __name__ == "__main__":
    main()
