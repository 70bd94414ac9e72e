"""Exports as LexisNexis, Nexis Uni and BBC Monitoring print them."""

from __future__ import annotations

from benchmarks.exportsets.first.pages import Export, broken, centred
from benchmarks.exportsets.first.stories import Story

_TITLES = {
    "en": "{n} of {total} DOCUMENTS",
    "de": "Dokument {n} von {total}",
    "fr": "Document {n} de {total}",
}
_LABELS = {
    "en": "BYLINE SECTION LENGTH LOAD-DATE LANGUAGE PUBLICATION-TYPE GRAPHIC Pg. Newspaper",
    "de": "AUTOR RUBRIK LÄNGE UPDATE SPRACHE PUBLICATION-TYPE GRAFIK S. Zeitung",
    "fr": "AUTEUR RUBRIQUE LONGUEUR DATE-CHARGEMENT LANGUE TYPE-PUBLICATION GRAPHIQUE p. Journal",
}


def _day(story: Story) -> str:
    """The date of a story in its own language, with the weekday after it."""
    language = story.language
    if language.code == "en":
        return f"{language.long_date(story.date)} {language.weekday(story.date)}"
    return f"{language.plain_date(story.date)} {language.weekday(story.date)}"


def lexisnexis(export: Export) -> str:
    """LexisNexis Academic and nexis.com, plain text ("1 of 500 DOCUMENTS").

    Follows the sample file and the reader of the R package LexisNexisTools (inst/extdata, lnt_read:
    marks, order, cover page, labels in German and French) and the table of translated fields in
    tm.plugin.lexisnexis. The labels follow the language of the interface, the date that of the
    article. Lines are always wrapped at 80 columns.
    """
    byline, section, length, loaded, tongue, kind, graphic, page, newspaper = _LABELS[
        export.interface
    ].split()
    own, total = export.language, len(export.stories)
    parts = []
    if export.hard:
        parts.append(
            f"Download Request: Selected Items: 1-{total}\n"
            "Time Of Request: Friday, March 20, 2018  16:51:31\n\nSend To:\n2152 311G\n"
            "UNIVERSITY LIBRARY\nQUAY STREET\nPORTSEA, GBR\n\n\nTerms: (DATE(>=1998-01-01) and "
            "(harbour OR ferry) and not\n(TYPE(web)))\n\n\nSource: The Harbour Post;Marsh County "
            "Chro...\nProject ID: None\n\n"
        )
    for number, story in export.numbered:
        rights = centred(f"Copyright {story.copyright_year} {story.outlet} Ltd.")
        rights += f"\n{centred('All Rights Reserved')}"
        title = centred(_TITLES[export.interface].format(n=number, total=total))
        head = [title, "", "", ""]
        if rights_first := export.often(0.1):
            head += [rights, ""]
        head += [centred(story.outlet), "", centred(_day(story))]
        if story.edition:
            head += [centred(f"{story.edition};"), centred("Ireland")]
        place = f"{page} {story.page}" if story.page else ""
        credit = f"{story.language.by} {story.credit}" if export.often(0.2) else story.credit
        pairs = [
            (byline, credit if story.credit else ""),
            (section, "; ".join(filter(None, (story.section.upper(), place)))),
            (length, f"{story.words} {own.word_unit}"),
        ]
        ends = [
            (graphic, "The old quay in spring." if export.often(0.2) else ""),
            (loaded, own.long_date(story.loaded)),
            (tongue, story.language.name.upper()),
            (kind, newspaper),
        ]
        body = "\n\n".join(map(broken, story.paragraphs))
        blocks = [
            "\n".join(head), broken(story.headline),
            *(broken(f"{label}: {value}") for label, value in pairs if value),
            body, *(broken(f"{label}: {value}") for label, value in ends if value),
        ]  # fmt: skip
        parts.append("\n\n".join(blocks) + "\n\n" + ("" if rights_first else f"\n{rights}\n"))
    return "\n\n" + "\n".join(parts)


def nexisuni(export: Export) -> str:
    """Nexis Uni and Lexis Advance, as text of the RTF or DOCX download ("End of Document").

    Follows LexisNexisAdvanceSource and readLexisNexisAdvance of tm.plugin.lexisnexis (order of the
    head, Body, Graphic, Classification, cover page, NO-BREAK SPACE after labels, dates in the
    language of the article) and the second format of LexisNexisTools.
    """
    total = len(export.stories)
    space = "\xa0" if export.often(0.5) else " "
    parts = []
    if export.hard:
        contents = "\n".join(
            f"{number}. {story.headline}\nClient/Matter: -None-\nSearch Terms: harbour OR ferry\n"
            "Search Type: Terms and Connectors\nNarrowed by:\nContent Type\nNarrowed by\nNews\n"
            "Timeline: Jan 01, 1998 to Dec 31, 2024"
            for number, story in export.numbered
        )
        parts.append(
            "User Name: = Reading Room\nDate and Time: Friday, March 20, 2018 4:51:00 PM GMT\n"
            f"Job Number: 63912345\n\nDocuments ({total})\n\n{contents}\n"
        )
    for number, story in export.numbered:
        place = f"Pg. {story.page}" if story.page else ""
        pairs = [
            ("Section", "; ".join(filter(None, (story.section.upper(), place)))),
            ("Length", f"{story.words} words"),
            ("Byline", story.credit),
            ("Highlight", "Two years of delay end" if export.often(0.15) else ""),
        ]
        ends = [
            ("Language", f"{story.language.name.upper()}; {story.language.own_name.upper()}"),
            ("Publication-Type", "Newspaper"),
            ("Journal Code", story.outlet[:3].strip().upper()),
            ("Subject", "HARBOURS & PORTS (90%); CITY GOVERNMENT (78%)"),
            (
                "Load-Date",
                story.loaded.strftime("%B ") + f"{story.loaded.day}, {story.loaded.year}",
            ),
        ]
        edition = f"\n{story.edition}" if story.edition else ""
        graphic = ["Graphic", "The old quay in spring."] if export.often(0.2) else []
        footer = f"Page {number % 3 + 1} of 3\n\n{story.headline}"
        blocks = [
            story.headline,
            f"{story.outlet}\n{_day(story)}{edition}",
            f"Copyright {story.copyright_year} {story.outlet} Ltd. All Rights Reserved",
            "\n".join(f"{label}:{space}{value}" for label, value in pairs if value),
            "Body", export.body(story, footer), *graphic, "Classification",
            *(f"{label}:{space}{value}" for label, value in ends), "End of Document",
        ]  # fmt: skip
        parts.append("\n\n".join(blocks))
    return "\n\n\n".join(parts) + "\n"


def bbcmonitoring(export: Export) -> str:
    """Reports of BBC Monitoring, one after another: headline, "Text of report by …", perhaps
    "[Report by …]", the report, "Source: …" with place, language and time, "BBC Mon …".

    Follows the reports within the e-mails published as The Global Intelligence Files. No public
    sample of a file with several was found: only blank lines part them, which is an assumption.
    """
    parts = []
    for _, story in export.numbered:
        language = story.language.name
        hour = f"{export.rng.randrange(24):02}{export.rng.choice(('00', '15', '30'))}"
        opening = (
            f"Text of report by the website of {language} newspaper {story.outlet} on "
            f"{story.date.day} {story.date:%B}"
        )
        source = (
            f"Source: {story.outlet} website, {story.city}, in {language} {hour} gmt "
            f"{story.date.day} {story.date:%b %y}"
        )
        by = [export.fitted(f'[Report by {story.credit}: "Two Years of Delay"]')]
        omitted = ["[Passage omitted]"] if export.often(0.1) else []
        blocks = [
            export.fitted(story.headline), export.fitted(opening), *(by if story.credit else []),
            export.body(story), *omitted, export.fitted(source),
            f"BBC Mon EU1 EuroPol {story.loaded:%d%m%y} ab/oh",
        ]  # fmt: skip
        if export.often(0.5):
            blocks.append(f"(c) Copyright British Broadcasting Corporation {story.copyright_year}")
        parts.append("\n\n".join(blocks))
    return "\n\n\n".join(parts) + "\n"
