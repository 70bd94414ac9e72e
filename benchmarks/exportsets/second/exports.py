"""A second generator of invented exports, with other forms of the layouts than the first.

The layouts have been tuned on both. It shares nothing but ``Truth`` with
first/exports.py. Each layout follows public descriptions; where they disagree
(versions of an export, interfaces in other languages), each is an interface of its own, and the
seed chooses one. What no source states was filled in from the general look of the database and is
marked (*).

lexisnexis     LexisNexisTools (R/LexisNexisTools.R, inst/extdata/sample.TXT): copyright below the
               text, labels of three languages, "Dokument 1 von 2"; deadlyforcedb/lesson-planning
               (sample of 2015): copyright above, HEADLINE and BODY; AmCAT (lexisnexis test files
               and lexisnexis_config.yml): German and Dutch requests, KOP, TEKST, two dates, "Print
               Request", "FOCUS - 1 of 2 DOCUMENTS"; tm.plugin.lexisnexis: dates follow the
               article's language, labels the interface's; Zotero's translator: Pg., S., Blz., Pág.
nexisuni       LexisNexisTools (sample.DOCX, lnt_parse_uni): list of documents with search terms,
               no-break spaces, LÄNGE and LONGUEUR; nexis-analysis of Leiden University Libraries:
               Dutch articles; nexis-uni-parser: text from pandoc, 72 columns; running headers (*)
factiva        process_raw.py of M. van der Veen: order of lines, section and page optional, a city
               of its own line; AmCAT (factivia test files); read_factiva in roboT: "Dokument"
factivacodes   chennesy/factiva_parser: codes on lines of their own, form feeds; tm.plugin.factiva:
               ET, RF, IPC, French values; support.proquest.com: list of field tags
proquest       metaknowledge (proQuestHandlers): report, list of titles, bibliography;
               chennesy/pq_parser and A. Hanna's parser: fields; process_raw.py: text right below
               Links; labels of other interfaces (*)
gale           Zotero's Gale translators and library guides on citing Gale: Source Citation, GALE|
ebsco          Zotero's EBSCOhost translator: the link's label in six languages; scrapers of its
               detailed record: fields; property notice and "By" below the text (*)
europresse     tm.plugin.europresse (test pages): certificate, document number, issue numbers,
               header of section, day and page; saved documents with a summary (*)
newsbank       Zotero's NewsBank translator: "Sunday Times, The (London, England)"; labels (*)
pressreader    labelled lines of its print view (*)
wiso           B. Bartkowski's extraction script: Inhaltsverzeichnis, Quelle with ten forms of a
               date, Ressort, Dokumentnummer, permanent address, page headers
bbcmonitoring  BBC Monitoring reports in LexisNexis: "Text of report by", Source line, code line (*)

A headline never has a deck after a semicolon, since it is open whether that belongs to it. Places
in brackets after the name of a newspaper are no part of ``Truth.outlet``. The outlet of a report
of BBC Monitoring is its source.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from benchmarks.exportsets.first.exports import Truth
from benchmarks.exportsets.second.catalogues import EBSCO_LAYOUT, GALE_LAYOUT, PROQUEST_LAYOUT
from benchmarks.exportsets.second.factiva import FACTIVA, FACTIVACODES
from benchmarks.exportsets.second.nexis import LEXISNEXIS, NEXISUNI
from benchmarks.exportsets.second.press import (
    BBC_LAYOUT,
    EUROPRESSE_LAYOUT,
    NEWSBANK_LAYOUT,
    PRESSREADER_LAYOUT,
    WISO_LAYOUT,
)
from benchmarks.exportsets.second.sheets import Layout, Sheet
from benchmarks.exportsets.second.stories import Story, newsroom

LAYOUTS: dict[str, Layout] = {
    "lexisnexis": LEXISNEXIS,
    "nexisuni": NEXISUNI,
    "factiva": FACTIVA,
    "factivacodes": FACTIVACODES,
    "proquest": PROQUEST_LAYOUT,
    "gale": GALE_LAYOUT,
    "ebsco": EBSCO_LAYOUT,
    "europresse": EUROPRESSE_LAYOUT,
    "newsbank": NEWSBANK_LAYOUT,
    "pressreader": PRESSREADER_LAYOUT,
    "wiso": WISO_LAYOUT,
    "bbcmonitoring": BBC_LAYOUT,
}


class Overlap(NamedTuple):
    """Two exports: ``second`` has every other document of ``first``, in another order, and half as
    many new ones. ``truths`` are of ``first``, ``interface`` is the name of its version."""

    interface: str
    first: str
    truths: list[Truth]
    second: str


def interface_of(layout: str, seed: int, *, hard: bool) -> str:
    """The name of the version of the export that a seed chooses."""
    names = list(LAYOUTS[layout].interfaces)
    return names[seed % len(names) if hard else 0]


def written(layout: str, stories: Sequence[Story], seed: int, *, hard: bool) -> str:
    """The text of an export of these stories; in a hard run perhaps with a byte order mark and
    with line ends of Windows."""
    plan = LAYOUTS[layout]
    dice = random.Random(f"{layout} {seed}")
    interface = plan.interfaces[interface_of(layout, seed, hard=hard)]
    sheet = Sheet(interface, plan.marks, stories, dice, hard)
    lines = plan.cover(sheet)
    for sheet.number, story in enumerate(stories, 1):
        lines += plan.document(sheet, story)
    lines += plan.tail(sheet)
    text = "\n".join([*lines, ""])
    if hard and dice.random() < 0.4:
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if hard and dice.random() < 0.4 else text


def made(layout: str, count: int, seed: int, *, hard: bool) -> tuple[str, list[Truth]]:
    """An export of ``count`` documents and what is true of them, the same for a seed."""
    overlap = overlapping(layout, count, seed, hard=hard)
    return overlap.first, overlap.truths


def overlapping(layout: str, count: int, seed: int, *, hard: bool) -> Overlap:
    """An export of ``count`` documents and one that overlaps with it, the same for a seed."""
    name = interface_of(layout, seed, hard=hard)
    languages = LAYOUTS[layout].interfaces[name].languages
    source = newsroom(seed, hard=hard, languages=languages)
    stories = list(islice(source, count))
    again = stories[::2] + list(islice(source, count // 2))
    random.Random(seed).shuffle(again)
    first, second = (written(layout, some, seed, hard=hard) for some in (stories, again))
    return Overlap(name, first, [story.truth() for story in stories], second)
