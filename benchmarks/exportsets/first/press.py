"""Exports as PressReader, Europresse and WISO print them."""

from __future__ import annotations

from benchmarks.exportsets.first.pages import Export
from benchmarks.exportsets.first.stories import Story
from benchmarks.exportsets.first.words import LANGUAGES


def pressreader(export: Export) -> str:
    """PressReader, the text view of articles, one after another: headline, then outlet, date,
    section and byline on a line, the text, the foot of the page.

    Follows the line that PressReader prints above its text view ("2010-01-11 - NEWS - Jane Doe").
    No public sample of several articles in a file was found; the order is an assumption.
    """
    parts = []
    for _, story in export.numbered:
        by = f"{story.language.by} {story.credit}" if story.credit else ""
        marks = [story.date.isoformat(), story.section.upper(), by]
        blocks = [
            export.fitted(story.headline),
            f"{story.outlet}\n{' - '.join(filter(None, marks))}",
            export.body(story),
            f"Newspapers in {story.language.name}\nNewspapers from {story.city}",
            "© PressReader. All rights reserved.",
        ]
        parts.append("\n\n".join(blocks))
    return "\n\n\n".join(parts) + "\n"


def europresse(export: Export) -> str:
    """Europresse (CEDROM-SNi), the text of its HTML or PDF export.

    Follows the parts that public parsers name (EuropresseToLexico, europarser, the scripts around
    DocPublicationName "La Croix, no. 43018", DocHeader "lundi 11 janvier 2010 355 mots, p. 12",
    titreArticle, docAuthors, DocText, and the number "news·20100111·LM·0123").
    """
    own, total = export.language, len(export.stories)
    french = own.code == "fr"
    rights = "Tous droits réservés" if french else "All rights reserved"
    parts = []
    if export.hard:
        word = "Sommaire" if french else "Table of contents"
        contents = "\n".join(
            f"{story.outlet}\n{own.weekday(story.date)} {own.plain_date(story.date)}\n"
            f"{story.headline}{'.' * 8} {number + 1}"
            for number, story in export.numbered
        )
        kept = "Documents sauvegardés" if french else "Saved documents"
        parts.append(f"Europresse\n\n{kept}\n\n{word}\n\n{total} documents\n\n{contents}\n")
    for _, story in export.numbered:
        issue = f", no. {story.serial}" if export.often(0.6) else ""
        date = (
            f"{own.weekday(story.date)} {own.plain_date(story.date)}"
            if french
            else f"{own.weekday(story.date)}, {own.long_date(story.date)}"
        )
        section = f"{story.section}, " if story.section else ""
        page = f", p. {story.page}" if story.page else ""
        number = f"news·{story.date:%Y%m%d}·{_letters(story)}·{story.serial:06}"
        footer = (
            "Ce document est réservé à l'usage exclusif de : BIBLIOTHÈQUE DU QUAI et ne peut faire "
            "l'objet d'aucune autre utilisation ou diffusion auprès de tiers. • "
            f"{rights} • Service fourni par CEDROM-SNi Inc."
        )
        blocks = [
            f"{story.outlet}{issue}",
            f"{section}{date} {story.words} {own.word_unit}{page}",
            export.fitted(story.headline),
            *([story.credit] if story.credit else []),
            export.body(story, footer),
            f"© {story.copyright_year} {story.outlet}. {rights}.",
            number,
        ]
        parts.append("\n\n".join(blocks) + "\n")
    return "\n\n".join(parts)


def wiso(export: Export) -> str:
    """WISO (GBI-Genios), the text of its PDF export.

    Follows a public R script that reads such files ("Dokumente", "Inhaltsverzeichnis", "Seite 2
    von 70", "Quelle: … vom 11.01.2010, Seite 4", Ressort, Ausgabe, Dokumentnummer, "Dauerhafte
    Adresse des Dokuments", rights). The fields stand after the text; the byline opens the text.
    """
    total = len(export.stories)
    german = LANGUAGES["de"]
    parts = []
    if export.hard:
        contents = "\n".join(
            f"{number}. {story.headline} {'. ' * 12}{number + 1}"
            for number, story in export.numbered
        )
        parts.append(f"Dokumente\n\nInhaltsverzeichnis\n\n{contents}\n")
    for number, story in export.numbered:
        serial = f"{_letters(story)}{story.date:%Y%m%d}{story.serial:06}"
        day = (
            german.plain_date(story.date) if export.often(0.2) else story.date.strftime("%d.%m.%Y")
        )
        joint = export.rng.choice((" vom ", ", ", " v. ")) if export.hard else " vom "
        pairs = [
            ("Quelle", f"{story.outlet}{joint}{day}"
             + (f", Seite {story.page}" if story.page else "")),
            ("Ressort", story.section),
            ("Ausgabe", story.edition),
            ("Dokumentnummer", serial),
        ]  # fmt: skip
        table = "\n\n".join(f"{f'{label}:':<17}{value}" for label, value in pairs if value)
        byline = [f"Von {story.credit}"] if story.credit else []
        footer = f"Seite {number} von {total + 1}\n\nDokumente"
        blocks = [
            export.fitted(story.headline), *byline, export.body(story, footer), table,
            "Dauerhafte Adresse des Dokuments:\n"
            f"https://www.wiso-net.de/document/{_letters(story)}__{serial}",
            f"Alle Rechte vorbehalten: (c) {story.copyright_year} {story.outlet}",
            "© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH",
        ]  # fmt: skip
        parts.append("\n\n".join(blocks) + "\n")
    return "\n\n".join(parts)


def _letters(story: Story) -> str:
    return "".join(word[0] for word in story.outlet.split() if word[0].isalpha()).upper()
