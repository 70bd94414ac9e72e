"""Invented exports of news databases, with the truth about each document.

They measure how the archive splits such exports, and were written from public descriptions of
these (each layout names its own), by somebody who had not read the code that splits them.

An easy export has every field, one language and nothing odd. A hard one adds bylines with roles,
agencies or several authors, or none; missing sections and pages; dates of loading and years of
copyright other than that of publication; articles and labels in other languages; wrapped lines and
headlines over two lines; marks and labels quoted inside bodies, and lines that are dates; cover
pages, tables of contents and page footers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.exportsets.first.catalogues import ebsco, gale, newsbank, proquest
from benchmarks.exportsets.first.factiva import factiva, factivacodes
from benchmarks.exportsets.first.nexis import bbcmonitoring, lexisnexis, nexisuni
from benchmarks.exportsets.first.pages import Export
from benchmarks.exportsets.first.press import europresse, pressreader, wiso
from benchmarks.exportsets.first.stories import Stories, Story
from benchmarks.exportsets.first.words import LANGUAGES


@dataclass(frozen=True)
class Layout:
    """How a database prints articles, and the languages of its labels, the usual one first."""

    printed: Callable[[Export], str]
    interfaces: tuple[str, ...] = ("en",)


LAYOUTS = {
    "lexisnexis": Layout(lexisnexis, ("en", "de", "fr")),
    "nexisuni": Layout(nexisuni),
    "factiva": Layout(factiva, ("en", "de", "fr", "es", "it", "pt")),
    "factivacodes": Layout(factivacodes, ("en", "de", "fr", "es", "it", "pt")),
    "proquest": Layout(proquest, ("en", "de", "fr", "es")),
    "gale": Layout(gale),
    "ebsco": Layout(ebsco, ("en", "de", "es")),
    "newsbank": Layout(newsbank),
    "pressreader": Layout(pressreader),
    "europresse": Layout(europresse, ("fr", "en")),
    "wiso": Layout(wiso, ("de",)),
    "bbcmonitoring": Layout(bbcmonitoring),
}


@dataclass(frozen=True)
class Truth:
    """What is true of a document. ``date`` is ISO; ``bylines`` are the names of people, in any
    case of letters; ``agency`` is set where an agency signs alone; ``first`` and ``last`` are the
    first and last sentence of the body, which in the export may be broken into lines; ``id`` is
    unique among the documents of a seed."""

    headline: str
    outlet: str
    date: str
    bylines: tuple[str, ...]
    agency: str
    first: str
    last: str
    id: str


def made(layout: str, count: int, seed: int, *, hard: bool) -> tuple[str, list[Truth]]:
    """An export of ``count`` documents and their truths, in the order of the export."""
    interface = interface_of(layout, seed, hard=hard)
    stories = Stories(seed, hard=hard, languages=languages_of(interface)).taken(count)
    return written(layout, stories, seed, hard=hard), list(map(truth_of, stories))


def written(layout: str, stories: Sequence[Story], seed: int, *, hard: bool) -> str:
    """The export of these stories."""
    rng = random.Random(f"{layout} {seed}")
    interface = interface_of(layout, seed, hard=hard)
    wrapped = hard and rng.random() < 0.5
    return LAYOUTS[layout].printed(Export(stories, interface, hard, wrapped, rng))


def interface_of(layout: str, seed: int, *, hard: bool) -> str:
    """The language of the labels. Those of hard exports take turns with the seed."""
    interfaces = LAYOUTS[layout].interfaces
    return interfaces[seed % len(interfaces)] if hard else interfaces[0]


def languages_of(interface: str) -> tuple[str, ...]:
    """The languages of stories, that of the interface first."""
    return (interface, *(code for code in LANGUAGES if code != interface))


def truth_of(story: Story) -> Truth:
    return Truth(
        story.headline,
        story.outlet,
        story.date.isoformat(),
        story.authors,
        "" if story.authors else story.credit,
        story.first,
        story.last,
        str(story.serial),
    )
