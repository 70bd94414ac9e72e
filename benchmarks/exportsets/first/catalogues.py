"""Exports as the catalogues of libraries print them: ProQuest, Gale, EBSCO and NewsBank."""

from __future__ import annotations

import datetime as dt

from benchmarks.exportsets.first.pages import Export, fields


def proquest(export: Export) -> str:
    """ProQuest, "Text only" of several documents with the full text.

    Follows the scripts that read such files (metaknowledge: "Report Information from ProQuest";
    chennesy/pq_parser and others: rules of 60 underscores, "Document 1 of 10", the labels). The
    labels in German, French and Spanish are from memory of that interface, unconfirmed.
    """
    label = {code: names.split("|") for code, names in _PROQUEST.items()}[export.interface]
    own, total = export.language, len(export.stories)
    rule, parts = "_" * 60, []
    has_numbers = export.often(0.5)
    if export.hard:
        contents = "\n".join(
            f"{number}. {story.headline}{'.' * 10} {number}" for number, story in export.numbered
        )
        parts.append(
            f"{rule}\n\nReport Information from ProQuest\nMarch 20 2018 16:51\n{rule}\n\n"
            f"Table of contents\n\n{contents}\n"
        )
    for number, story in export.numbered:
        serial = 200_000_000 + story.serial
        date = _abbreviated(story.date) if export.interface == "en" else own.long_date(story.date)
        values = [
            story.inverted,
            f"{story.outlet} ; {story.city} [{story.city}]{_abbreviated(story.date)}"
            + (f": {story.page}." if story.page else "."),
            "None available.",
            "\n\n" + export.body(story) if export.often(0.5) else export.body(story),
            "Harbours; Ferries; City councils",
            story.headline, story.outlet, story.page, str(story.date.year), date,
            story.section, f"{story.outlet} Ltd.", story.city, "Newspapers",
            story.language.name, "News", str(serial),
            f"https://search.proquest.com/docview/{serial}?accountid=1",
            f"Copyright {story.outlet} {_abbreviated(story.loaded)}",
            story.loaded.isoformat(), "ProQuest Central",
        ]  # fmt: skip
        head = [f"Document {number} of {total}"] if has_numbers else []
        lines = [
            f"{name} {value}" if len(value) > 500 or "\n" in value
            else export.fitted(f"{name} {value}")
            for name, value in zip(label, values, strict=True)
            if value
        ]  # fmt: skip
        blocks = [rule, *head, export.fitted(story.headline), *lines]
        parts.append("\n\n".join(blocks) + "\n")
    parts.append(
        f"{rule}\n\nContact us at: http://www.proquest.com/go/contactsupport\nDatabase copyright © "
        "2018 ProQuest LLC. All rights reserved.\nTerms and Conditions: "
        "https://search.proquest.com/info/termsAndConditions\n"
    )
    return "\n".join(parts)


def _abbreviated(day: dt.date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


_PROQUEST = {
    "en": "Author:|Publication info:|Abstract:|Full text:|Subject:|Title:|Publication title:|"
    "Pages:|Publication year:|Publication date:|Section:|Publisher:|Place of publication:|"
    "Source type:|Language of publication:|Document type:|ProQuest document ID:|Document URL:|"
    "Copyright:|Last updated:|Database:",
    "de": "Autor:|Publikationsinfo:|Zusammenfassung:|Volltext:|Fachgebiet:|Titel:|"
    "Publikationstitel:|Seiten:|Publikationsjahr:|Publikationsdatum:|Abschnitt:|Herausgeber:|"
    "Verlagsort:|Quellentyp:|Sprache der Publikation:|Dokumenttyp:|ProQuest-Dokument-ID:|"
    "Dokument-URL:|Copyright:|Zuletzt aktualisiert:|Datenbank:",
    "fr": "Auteur :|Infos de publication :|Résumé :|Texte intégral :|Sujet :|Titre :|"
    "Titre de la publication :|Pages :|Année de publication :|Date de publication :|Section :|"
    "Éditeur :|Lieu de publication :|Type de source :|Langue de publication :|Type de document :|"
    "ID du document ProQuest :|URL du document :|Copyright :|Dernière mise à jour :|"
    "Base de données :",
    "es": "Autor:|Información de publicación:|Resumen:|Texto completo:|Materia:|Título:|"
    "Título de publicación:|Páginas:|Año de publicación:|Fecha de publicación:|Sección:|Editorial:|"
    "Lugar de publicación:|Tipo de fuente:|Idioma de la publicación:|Tipo de documento:|"
    "ID del documento de ProQuest:|URL del documento:|Copyright:|Última actualización:|"
    "Base de datos:",
}


def gale(export: Export) -> str:
    """Gale OneFile, documents downloaded as text.

    The names of the fields follow Gale's own description of its citations and downloads as library
    guides give them; no public sample of a file with several documents was found.
    """
    parts = []
    as_field = export.often(0.5)  # else it opens the text
    if export.hard:
        parts.append(
            "Gale OneFile: News\n\nSearch Results\nSearch terms: harbour OR ferry\n"
            f"Results: {len(export.stories)}\n"
        )
    for _, story in export.numbered:
        number = f"A{600_000_000 + story.serial}"
        place = f", p. {story.page}" if story.page else ""
        date = f"{story.date.day} {_gale_month(story.date)} {story.date.year}"
        pairs = [
            ("Date", f"{_gale_month(story.date)} {story.date.day}, {story.date.year}"),
            ("From", f"{story.outlet} ({story.city})"),
            ("Publisher", f"{story.outlet} Ltd."),
            ("Document Type", "Article"),
            ("Author", story.credit if as_field else ""),
            ("Language", "" if story.language.code == "en" else story.language.name),
            ("Section", story.section),
            ("Length", f"{story.words:,} words"),
        ]
        byline = [f"Byline: {story.credit}"] if story.credit and not as_field else []
        author = f"{story.inverted}. " if story.credit else ""
        blocks = [
            export.fitted(story.headline), "\n".join(fields(export, pairs)),
            "\n\n".join(["Full Text: ", *byline, export.body(story)]),
            f"COPYRIGHT {story.copyright_year} {story.outlet} Ltd.",
            export.fitted(
                f'Source Citation (MLA 9th Edition)   {author}"{story.headline}." {story.outlet} '
                f"[{story.city}], {date}{place}. Gale OneFile: News, link.gale.com/apps/doc/"
                f"{number}/STND?u=quay&sid=STND. Accessed 20 Mar. 2018."
            ),
            f"Gale Document Number: GALE|{number}",
        ]  # fmt: skip
        parts.append("\n\n".join(blocks) + "\n")
    return "\n\n".join(parts)


def _gale_month(day: dt.date) -> str:
    return f"{day:%B}" if len(f"{day:%B}") < 5 else {9: "Sept."}.get(day.month, f"{day:%b}.")


_EBSCO = {
    "en": "Record|Title|Authors|Source|Document Type|Section|Full Text Word Count|"
    "Accession Number|Persistent link to this record (Permalink)|Database",
    "de": "Datensatz|Titel|Autoren|Quelle|Dokumenttyp|Rubrik|Wortanzahl des Volltexts|"
    "Zugangsnummer|Permanenter Link zu diesem Datensatz (Permalink)|Datenbank",
    "es": "Registro|Título|Autores|Fuente|Tipo de documento|Sección|Número de palabras|"
    "Número de acceso|Vínculo persistente a este informe (enlace permanente)|Base de datos",
}


def ebsco(export: Export) -> str:
    """EBSCOhost, records saved or sent as plain text with the full text (Newspaper Source).

    The labels and their order follow library guides; the translated labels of the permanent link
    follow Zotero's translator for EBSCOhost, the other German and Spanish ones are unconfirmed.
    Dates are month/day/year, as EBSCO prints them.
    """
    record, title, authors, source, kind, section, count, accession, link, database = _EBSCO[
        export.interface
    ].split("|")
    parts, rule = [], "_" * 50
    if export.hard:
        parts.append("EBSCO Publishing\nSearch terms: harbour OR ferry\n\n")
    for number, story in export.numbered:
        serial = f"2W6{story.serial}42"
        place = f", p{story.page}" if story.page else ""
        pairs = [
            (record, str(number)),
            (title, f"{story.headline}."),
            (authors, story.inverted),
            (source, f"{story.outlet} ({story.city}); {story.date:%m/%d/%Y}{place}"),
            (kind, "Article"),
            (section, story.section.upper()),
            (count, str(story.words)),
            (accession, serial),
            (
                link,
                "http://search.ebscohost.com/login.aspx?direct=true&db=nfh&AN="
                f"{serial}&site=ehost-live",
            ),
            (database, "Newspaper Source Plus"),
        ]
        rights = (
            f"Copyright of {story.outlet} is the property of {story.outlet} Ltd. and its content "
            "may not be copied or emailed to multiple sites without the copyright holder's "
            "express written permission."
        )
        blocks = ["\n".join(fields(export, pairs, "    ")), export.body(story)]
        parts.append("\n\n".join([*blocks, export.fitted(rights), rule]) + "\n")
    return "\n".join(parts)


def newsbank(export: Export) -> str:
    """NewsBank Access World News, articles saved as text.

    Follows articles that public scripts quote from it: headline; "September 19, 2025 | Star
    Democrat, The (Easton, MD)"; "Author/Byline: … | Section: …"; "394 Words"; "Read News Document".
    Some hard exports have the fields on lines of their own, from memory of its older form. What
    stands between articles (record number, OpenURL, copyright) is from memory too.
    """
    parts = []
    has_lines = export.often(0.5)
    if export.hard:
        parts.append(
            "NewsBank: Access World News – Historical and Current\nSearch: harbour OR ferry\n"
            f"Results: {len(export.stories)}\n"
        )
    for _, story in export.numbered:
        serial = f"{story.serial:X}A4F8E0".zfill(16)
        date = f"{story.date:%B} {story.date.day}, {story.date.year}"
        outlet = story.outlet
        if outlet.startswith("The "):
            outlet = f"{outlet.removeprefix('The ')}, The"
        marks = [
            ("Author/Byline", story.credit),
            ("Edition", story.edition),
            ("Section", story.section),
            ("Page", f"A{story.page}" if story.page else ""),
        ]
        table = [f"{label}: {value}" for label, value in marks if value]
        if has_lines:
            head = "\n".join([f"{outlet} ({story.city}) - {date}", *table])
        else:
            head = f"{date} | {outlet} ({story.city})\n\n{' | '.join(table)}\n\n"
            head += f"{story.words}\nWords\n\nRead News Document"
        address = f"https://infoweb.newsbank.com/resources/doc/nb/news/{serial}?p=WORLDNEWS"
        ends = [
            *(["Index Terms: Harbours"] if export.often(0.3) else []),
            f"Record Number: {serial}",
            f"OpenURL Link: {address}",
            f"Copyright (c) {story.copyright_year} {story.outlet}",
        ]
        blocks = [export.fitted(story.headline), head, export.body(story), "\n".join(ends)]
        parts.append("\n\n".join(blocks) + "\n")
    return "\n\n".join(parts)
