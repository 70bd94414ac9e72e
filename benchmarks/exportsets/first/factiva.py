"""Exports as Factiva prints them: with a head above each article, and with coded fields."""

from __future__ import annotations

from benchmarks.exportsets.first.pages import WIDTH, Export, broken
from benchmarks.exportsets.first.stories import Story

_DOCUMENT = {
    "en": "Document", "de": "Dokument", "fr": "Document",
    "es": "Documento", "it": "Documento", "pt": "Documento",
}  # fmt: skip
_RIGHTS = {
    "en": "All rights reserved.", "de": "Alle Rechte vorbehalten.", "fr": "Tous droits réservés.",
    "es": "Todos los derechos reservados.", "it": "Tutti i diritti riservati.",
    "pt": "Todos os direitos reservados.",
}  # fmt: skip


def factiva(export: Export) -> str:
    """Factiva, "Article Format", saved as RTF and turned into text: section, headline, byline,
    length, date, outlet, code, page, language and copyright on lines of their own.

    Follows the description of chennesy/factiva_parser, the regular expressions of roboT
    (Piece-of-Schmidt: "355 Wörter", "Dokument …" with a German interface) and the notes of
    process_raw.py by Maurits van der Veen. The other languages put the same words in place.
    """
    total, own = len(export.stories), export.language
    parts = ["Dow Jones Factiva\n"] if export.hard else []
    if export.hard:
        contents = "\n".join(f"{story.headline} {number}" for number, story in export.numbered)
        parts.append(f"Table of Contents\n\n{contents}\n")
    for number, story in export.numbered:
        lines = [
            story.section,
            export.fitted(story.headline),
            _by(export, story),
            f"{story.words:,} {own.word_unit}",
            own.plain_date(story.date).replace(".", ""),
            f"{story.date.day % 24:02}:15" if export.often(0.2) else "",
            story.outlet,
            _source_code(story),
            story.edition,
            story.page,
            story.language.own_name if own.code == story.language.code else story.language.name,
            export.fitted(_rights(export, story)),
        ]
        footer = f"Page {number} of {total + 1} © 2018 Factiva, Inc. All rights reserved."
        end = f"{_DOCUMENT[export.interface]} {number_of(story)}\n"
        head = "\n".join(filter(None, lines))
        parts.append(f"{head}\n\n{export.body(story, footer)}\n\n{end}")
    if export.hard:
        parts.append(
            "Search Summary\nText\nharbour or ferry\nDate\nAll Dates\nSource\nAll Sources\n"
            f"Language\n{own.own_name}\nResults Found\n{total}\nTimestamp\n20 March 2018 16:51\n"
        )
    return "\n\n".join(parts)


def factivacodes(export: Export) -> str:
    """Factiva, "Full Article/Report plus Indexing", with its codes before each field: SE, HD, BY,
    WC, PD, SN, SC, ED, PG, LA, CY, LP, TD, NS, RE, PUB, AN.

    Follows the codes that tm.plugin.factiva documents, laneatmore/factiva_html_parser and
    Factiva's list of them. Values are indented by four columns and in a hard export wrapped.
    """
    own = export.language
    parts = ["Dow Jones Factiva\n"] if export.hard else []
    for number, story in export.numbered:
        lead, *rest = story.paragraphs
        pairs = [
            ("SE", story.section),
            ("HD", story.headline),
            ("BY", _by(export, story)),
            ("WC", f"{story.words:,} {own.word_unit}"),
            ("PD", own.plain_date(story.date).replace(".", "")),
            ("ET", "22:15" if export.often(0.2) else ""),
            ("SN", story.outlet),
            ("SC", _source_code(story)),
            ("ED", story.edition),
            ("PG", story.page),
            ("LA", story.language.own_name if own.code == story.language.code
             else story.language.name),
            ("CY", _rights(export, story)),
        ]  # fmt: skip
        ends = [
            ("NS", "gcat : Political/General News | gpir : Politics"),
            ("RE", "eurz : Europe | uk : United Kingdom"),
            ("PUB", f"{story.outlet} Ltd."),
            ("AN", f"{_DOCUMENT[export.interface]} {number_of(story)}"),
        ]
        head = "\n".join(_coded(export, code, value) for code, value in pairs if value)
        tail = "\n\n".join(_coded(export, code, value) for code, value in ends)
        body = "\n\n".join(export.fitted(paragraph) for paragraph in rest)
        first = export.fitted(lead)
        parts.append(f"{head}\n\nLP\n{first}\n\nTD\n{body}\n\n{tail}\n")
        if export.often(0.1):
            parts.append(f"Page {number} © 2018 Factiva, Inc. All rights reserved.\n")
    return "\n\n".join(parts)


def number_of(story: Story) -> str:
    """The accession number, such as GRDN000020100111e61b0001."""
    return f"{_source_code(story)}0000{story.date:%Y%m%d}e61b{story.serial:06}"


def _coded(export: Export, code: str, value: str) -> str:
    line = f"{code:<4}{value}"
    return broken(line, "    ") if export.wrapped and len(line) > WIDTH else line


def _source_code(story: Story) -> str:
    letters = "".join(letter for letter in story.outlet.upper() if "A" <= letter <= "Z")
    return f"{letters}XXXX"[:4]


def _by(export: Export, story: Story) -> str:
    """The byline with “By”, without it, or none."""
    if not story.credit or export.often(0.2):
        return story.credit
    return f"{story.language.by} {story.credit}"


def _rights(export: Export, story: Story) -> str:
    rights = _RIGHTS[story.language.code]
    sign = export.rng.choice(("Copyright", "(c)", "©")) if export.hard else "Copyright"
    return f"{sign} {story.copyright_year} {story.outlet} Ltd. {rights}"
