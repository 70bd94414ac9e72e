"""The cover of an export and its list of contents, which stand above the first document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.readers.exports.days import is_date_line
from articles.readers.exports.fieldvalues import blocks

_DATABASES = (
    r"(?:dow jones )?factiva|europresse(?:\.com)?|eureka(?:\.cc)?|"
    r"lexis ?nexis\b.{0,30}|nexis(?: uni)?|newsbank\b.{0,60}|access world news\b.{0,40}|"
    r"gale(?: (?:onefile|general|academic|in context|"
    r"databases|power ?search|group)\b.{0,40}|:.{0,40})?|infotrac\b.{0,30}|"
    r"proquest(?: (?:central|newsstream|global|databases)\b.{0,40})?|ebsco(?:host| publishing|"
    r" information services)?|newspaper source(?: plus)?|pressreader(?:\.com)?|wiso(?:-net)?|"
    r"(?:gbi-)?genios|cedrom-sni"
)
# What was searched for, and what came of it. Dates and sources may be fields of a document.
_ABOUT = (
    r"(?:your )?search(?: (?:terms?|query|string|strategy|results?|summary|type|mode|history))?|"
    r"searched for|query|results?(?: found)?|hits|saved documents?|selected (?:items?|documents?)|"
    r"documents?(?: (?:saved|selected))?|articles|user(?: name)?|date and time|date printed|"
    r"printed|exported|time of request|job number|client/matter|narrowed by|content type|timeline|"
    r"project id|download request|print request|send to|e-?mail(?:ed)? (?:to|by)|"
    r"suche|suchbegriffe?|suchanfrage|suchergebnisse?|treffer|ergebnisse?|dokumente?|artikel|"
    r"gespeicherte dokumente|ausgewählte dokumente|benutzer(?:name)?|druckdatum|"
    r"recherche|termes? (?:de )?recherch(?:e|és)|requête|résultats?|documents? sauvegardés?|"
    r"documents? sélectionnés?|utilisateur|date d.impression|imprimé le|"
    r"búsqueda|términos de búsqueda|consulta|resultados|documentos?(?: guardados)?|usuario|"
    r"ricerca|termini di ricerca|risultati|documenti(?: salvati)?|utente|"
    r"pesquisa|termos de pesquisa|utilizador|"
    r"zoekopdracht|zoektermen|zoekresultaten|resultaten|printopdracht|tijdstip printopdracht|"
    r"verzenden naar|sökning|sökord|sökresultat|søgning|søgeord|søkeord|wyszukiwanie|wyniki"
)
_COUNT = (
    r"\d[\d.,\s]*\s?(?:documents?|articles?|results?|records?|hits|dokumente?|artikel|treffer|"
    r"résultats?|documentos?|artículos?|resultados?|documenti|articoli|risultati|documenten|"
    r"artikelen|resultaten|artiklar|artikler|dokumenter|dokumentów|artykułów)"
)
_COVER = re.compile(
    rf"\s*(?:(?:{_DATABASES}|{_COUNT})\s*$|(?:{_ABOUT})\s*(?:\(\d+\)\s*)?(?::.*|$)"
    r"|(?:this certificate|ce certificat|este certificado)\b)",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\s*(?:{_DATABASES})\s*$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"\s*(?:(?:table of )?contents|summary|inhalt|inhaltsverzeichnis|sommaire|"
    r"table des matières|índice|tabla de contenidos?|contenido|sommario|indice|"
    r"sumário|inhoud|inhoudsopgave|innehåll(?:sförteckning)?|"
    r"indhold(?:sfortegnelse)?|innhold(?:sfortegnelse)?|spis treści)"
    r"\s*:?\s*$",
    re.IGNORECASE,
)
# "The old quay ........ 12", "The old quay 12"
_DOTTED = re.compile(r"\S.*?\S\s*(?:(?:\.\s?){3,}|…+|_{3,})\s*(?P<number>\d{1,5})\s*$")
_PAGED = re.compile(r"(?=.*[^\W\d_]{2}).*\S\s+(?P<number>\d{1,5})\s*$")
_NUMBER_ALONE = re.compile(r"\s*(?P<number>\d{1,5})\s*$")  # below the title, the last of its block
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,5})[.)]\s+\S")
# "NEWS; Pg. 4", "The Guardian, no. 10023", "Page 2 of 4" are no entries.
_NO_ENTRY = re.compile(
    r"\b(?:p|pp|pg|page|s|seite|n|no|nr|n[°º]|num|vol|volume|band|pág|blz|heft|sida|side|str)\.?\s*\d+"
    r"\s*$|\d\s*(?:of|von|de|sur|di|van|av|af|z|/)\s*\d+\s*$",
    re.IGNORECASE,
)
_MOST_BETWEEN = 8  # lines between entries, such as the outlet and the date of one
_WIDEST_STEP = 60  # pages from one entry to the next


def without_cover(lines: Sequence[str]) -> list[str]:
    """Return the lines of a document without the cover and the contents of the export above it.

    A single line such as "Results: none" may be a headline, and is no cover.
    """
    start = count = 0
    is_sure = False
    while (block := next(blocks(lines, start, len(lines)), None)) is not None:
        first = lines[block[0]]
        if _CONTENTS.match(first):
            end = _contents_end(lines, block[0] + 1)
            if not count and end == block[0] + 1:
                break  # "Summary" is a headline
            start, is_sure = end, True
        elif (_COVER.match(first) or (count and is_date_line(first))) and (
            found := _cover_lines(lines, block)
        ):
            start = block[-1] + 1
            count += found
            is_sure = is_sure or bool(_NAME.match(first))
        else:
            break
    return list(lines[start:]) if is_sure or count > 1 else list(lines)


def _cover_lines(lines: Sequence[str], block: range) -> int:
    """Return how many lines of a block are of a cover; 0 if fewer than half of them are.

    What was searched for may go on over lines.
    """
    found = sum(bool(_COVER.match(lines[index])) for index in block)
    return found if 2 * found >= len(block) else 0


def _contents_end(lines: Sequence[str], start: int) -> int:
    """Return the index after the last entry of a list of contents.

    Entries have page numbers behind them, mostly after dots, or their own numbers before them;
    both only grow. Titles may go on in a second line.
    """
    end, last, between = start, 0, 0
    is_dotted = False
    for block in blocks(lines, start, len(lines)):
        entries = []
        for index in block:
            match = _DOTTED.match(lines[index])
            is_dotted = is_dotted or match is not None
            if match is None and not is_dotted and not _NO_ENTRY.search(lines[index]):
                match = _PAGED.match(lines[index]) or _NUMBERED.match(lines[index])
                if match is None and index == block[-1] > block[0]:
                    match = _NUMBER_ALONE.match(lines[index])
            if match is not None and last <= int(match["number"]) <= last + _WIDEST_STEP:
                last = int(match["number"])
                entries.append(index)
        closes = bool(entries) and bool(_NUMBER_ALONE.match(lines[entries[-1]]))
        if entries and (is_dotted or 3 * len(entries) >= len(block) or closes):
            end, between = entries[-1] + 1 if is_dotted else block[-1] + 1, 0
            continue
        between += len(block)
        if between > _MOST_BETWEEN:
            break
    return end
