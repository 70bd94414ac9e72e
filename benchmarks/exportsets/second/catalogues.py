"""Invented exports of ProQuest, Gale and EBSCOhost (sources: second/exports.py)."""

from __future__ import annotations

from datetime import date

from benchmarks.exportsets.second.sheets import (
    WESTERN,
    Interface,
    Labels,
    Layout,
    Sheet,
    body,
    inverted,
    library_name,
    spaced,
)
from benchmarks.exportsets.second.stories import Story, credit, long_day
from benchmarks.exportsets.second.words import LANGUAGES

RULE = "_" * 60


def american_day(day: date, tongue: str) -> str:
    """The day as ProQuest prints it: abbreviated month, day, year."""
    month = LANGUAGES[tongue].months[day.month - 1]
    short = month if len(month) < 5 or tongue != "en" else month[:3]
    return f"{short} {day.day}, {day.year}"


def _number(story: Story, purpose: str, digits: int) -> str:
    return str(story.dice(purpose).randrange(10 ** (digits - 1), 10**digits))


def _proquest(**labels: str) -> Labels:
    return {
        "author": "Author:", "info": "Publication info:", "link": "ProQuest document link",
        "abstract": "Abstract:", "text": "Full text:", "subject": "Subject:", "title": "Title:",
        "publication": "Publication title:", "page": "Pages:", "year": "Publication year:",
        "date": "Publication date:", "section": "Section:", "publisher": "Publisher:",
        "place": "Place of publication:", "type": "Source type:", "newspapers": "Newspapers",
        "language": "Language of publication:", "kind": "Document type:", "news": "News",
        "id": "ProQuest document ID:", "url": "Document URL:", "rights": "Copyright:",
        "updated": "Last updated:", "database": "Database:", "location": "Location:",
        "form": "plain", **labels,
    }  # fmt: skip


PROQUEST = {
    "English": Interface("en", ("en",), 0, _proquest()),
    "English, report with a list": Interface("en", ("en",), 0, _proquest(form="report")),
    "English, text below the links": Interface("en", WESTERN, 0, _proquest(form="links", text="")),
    "Spanish": Interface(
        "es", ("es", "es", "es", "en"), 0,
        _proquest(
            author="Autor:", info="Información de publicación:", text="Texto completo:",
            link="Enlace al documento de ProQuest", abstract="Resumen:", subject="Materia:",
            title="Título:", publication="Título de publicación:", page="Páginas:",
            year="Año de publicación:", date="Fecha de publicación:", section="Sección:",
            publisher="Editorial:", place="Lugar de publicación:", type="Tipo de fuente:",
            newspapers="Periódicos", language="Idioma de la publicación:", news="Noticias",
            kind="Tipo de documento:", id="ID del documento de ProQuest:",
            url="URL del documento:", updated="Última actualización:", database="Base de datos:",
            location="Ubicación:",
        ),
    ),
    "French": Interface(
        "fr", ("fr", "fr", "fr", "en"), 0,
        _proquest(
            author="Auteur:", info="Informations sur la publication:", text="Texte intégral:",
            link="Lien vers le document ProQuest", abstract="Résumé:", subject="Sujet:",
            title="Titre:", publication="Titre de la publication:", page="Pages:",
            year="Année de publication:", date="Date de publication:", section="Section:",
            publisher="Éditeur:", place="Lieu de publication:", type="Type de source:",
            newspapers="Journaux", language="Langue de la publication:", news="Nouvelles",
            kind="Type de document:", id="ID de document ProQuest:", url="URL du document:",
            updated="Dernière mise à jour:", database="Base de données:", location="Lieu:",
        ),
    ),
    "German": Interface(
        "de", ("de", "de", "de", "en"), 0,
        _proquest(
            author="Autor:", info="Publikationsinformationen:", text="Volltext:",
            link="ProQuest-Dokumentlink", abstract="Abstract:", subject="Fachgebiet:",
            title="Titel:", publication="Titel der Publikation:", page="Seiten:",
            year="Erscheinungsjahr:", date="Erscheinungsdatum:", section="Rubrik:",
            publisher="Verlag:", place="Erscheinungsort:", type="Quellentyp:",
            newspapers="Zeitungen", language="Sprache der Publikation:", news="Nachrichten",
            kind="Dokumenttyp:", id="ProQuest-Dokument-ID:", url="Dokument-URL:",
            updated="Zuletzt aktualisiert:", database="Datenbank:", location="Ort:",
        ),
    ),
}  # fmt: skip


def proquest_cover(sheet: Sheet) -> list[str]:
    if not sheet.hard or sheet["form"] != "report":
        return []
    lines = [RULE, "", "Report Information from ProQuest", "", "July 11 2019 10:14", "", RULE, ""]
    lines += ["", "Table of contents", ""]
    for number, story in enumerate(sheet.stories, 1):
        lines += [f"{number}. {story.headline}", ""]
    return [*lines, "Bibliography", ""]


def proquest_tail(sheet: Sheet) -> list[str]:
    lines = [RULE, ""]
    if sheet["form"] == "report":
        lines += ["Bibliography", "", "Citation style: MLA 8", ""]
        for story in sheet.stories[:20]:
            lines += [f"{inverted(story)} “{story.headline}” {story.outlet}, {story.year}.", ""]
        lines += [RULE, ""]
    contact = "Contact us at: http://www.proquest.com/go/pqissupportcontact"
    return [*lines, contact, "", "Copyright © 2019 ProQuest LLC. All rights reserved.", ""]


def proquest(sheet: Sheet, story: Story) -> list[str]:
    dice, tongue = story.dice("proquest"), sheet.interface.tongue
    paragraphs = body(sheet, story)
    number = _number(story, "number", 9)
    link = f"https://search.proquest.com/docview/{number}?accountid=14586"
    author = inverted(story)
    if not author and dice.random() < 0.4:
        author = "Anonymous"
    elif not author:
        author = story.agency
    page = f": {story.page}" if story.page else ""
    edition = f" [{story.edition}]" if len(story.edition) > 1 and dice.random() < 0.7 else ""
    city = story.place.split(",")[0]
    printed = f"{story.day.day:02} {LANGUAGES[tongue].months[story.day.month - 1][:3]}"
    lines = [RULE, ""]
    if sheet["form"] == "report" or (sheet["form"] == "links" and dice.random() < 0.8):
        lines += [f"Document {sheet.number} of {sheet.count}", ""]
    lines += [story.headline, ""]
    lines += sheet.stated("author", author)
    info = f"{story.outlet} ; {city} [{city}]{printed} {story.day.year}{page}."
    lines += sheet.stated("info", info)
    if sheet["form"] == "report":
        lines += [link, ""]
    else:
        lines += [f"{link} {sheet['link']}" if dice.random() < 0.5 else sheet["link"], ""]
    abstract = dice.choice(("", "", story.standfirst, paragraphs[0], "None available."))
    lines += sheet.stated("abstract", abstract if sheet.hard else "")
    if sheet["form"] == "links":
        lines += [f"Links: https://resolver.example.org/sfx?{number}", *spaced(sheet, paragraphs)]
    else:
        gap = dice.choice(("\n\n", "\n\n", "\n"))
        lines += [*f"{sheet['text']} {gap.join(paragraphs)}".split("\n"), ""]
    if story.caption:
        lines += [f"Illustration; Caption: {story.caption}", ""]
    if dice.random() < 0.15:
        lines += [f"Credit: {credit(story, dice, prefix=True) or story.company}", ""]
    name = story.outlet + (f"; {city}" if dice.random() < 0.4 else "")
    facts = [
        ("subject", "Ports; Bridges; Local government -- Finance"),
        ("location", city),
        ("title", story.headline + edition),
        ("publication", name),
        ("page", story.page),
        ("year", str(story.day.year)),
        ("date", american_day(story.day, tongue)),
        ("section", story.section),
        ("publisher", story.company),
        ("place", story.place),
        ("type", sheet["newspapers"]),
        ("language", LANGUAGES[story.language].english),
        ("kind", sheet["news"]),
        ("id", number),
        ("url", link),
        ("rights", f"Copyright {story.company} {american_day(story.day, tongue)}"),
        ("updated", story.loaded.isoformat()),
        ("database", "Global Newsstream"),
    ]
    for label, value in facts:
        lines += sheet.stated(label, value)
    return lines


def _gale(**labels: str) -> Labels:
    return {
        "title": "Title:", "author": "Author:", "date": "Date:", "source": "From:",
        "publisher": "Publisher:", "kind": "Document Type:", "length": "Length:",
        "words": "words", "text": "Full Text:", "citation": "Source Citation",
        "number": "Gale Document Number:", "byline": "Byline:", "form": "2020", **labels,
    }  # fmt: skip


GALE = {
    "English": Interface("en", ("en",), 0, _gale()),
    "English, InfoTrac": Interface(
        "en", ("en",), 75, _gale(author="Author(s):", source="Source:", form="InfoTrac")
    ),
    "English, foreign articles": Interface("en", WESTERN, 0, _gale(form="2020")),
    "Spanish": Interface(
        "es", ("es", "es", "es", "en"), 0,
        _gale(
            title="Título:", author="Autor:", date="Fecha:", source="De:", publisher="Editor:",
            kind="Tipo de documento:", length="Extensión:", words="palabras",
            text="Texto completo:", citation="Cita de fuente",
            number="Número de documento de Gale:",
        ),
    ),
}  # fmt: skip


def gale(sheet: Sheet, story: Story) -> list[str]:
    dice, tongue = story.dice("gale"), sheet.interface.tongue
    number = f"A{_number(story, 'number', 9)}"
    name = f"{library_name(story.outlet)} ({story.place})".replace(" (", dice.choice(("(", " (")))
    rights = f"COPYRIGHT {story.year} {story.company}"
    short = LANGUAGES["en"].months[story.day.month - 1]
    short = short if len(short) < 5 else f"{short[:3]}."
    signed = credit(story, story.dice("gale credit"), prefix=False) if dice.random() < 0.3 else ""
    cited = f'"{story.headline}." {library_name(story.outlet)} [{story.place}], '
    cited += f"{story.day.day} {short} {story.day.year}, p. {story.page or 'NA'}. Gale OneFile: "
    cited += f"News, link.gale.com/apps/doc/{number}/STND?u=oxbow. Accessed 8 July 2020."
    authors = inverted(story) if dice.random() < 0.5 else " and ".join(map(str, story.authors))
    paragraphs = body(sheet, story)
    if sheet["form"] == "InfoTrac":
        where = f"{name} ({short} {story.day.day}, {story.day.year})"
        where += f": {story.section or 'News'}" + (f": p{story.page}." if story.page else ".")
        lines = [
            *sheet.wrapped(f"{sheet['title']} {story.headline}"),
            *sheet.stated("author", authors)[:-1],
            *sheet.stated("source", where)[:-1],
            *sheet.stated("kind", "Newspaper article")[:-1],
            "",
            *sheet.wrapped(f"{sheet['text']} {rights}"),
            "",
            *(sheet.stated("byline", signed)),
            *spaced(sheet, paragraphs),
            f"{sheet['citation']}",
            *sheet.wrapped(cited),
            "",
            f"{sheet['number']} GALE|{number}",
        ]
        return [*lines, "", "", ""]
    day = long_day(story.day, tongue)
    if tongue == "en" and dice.random() < 0.6:
        day = f"{short} {story.day.day}, {story.day.year}"
    lines = [story.headline]
    for label, value in (
        ("author", authors),
        ("date", day),
        ("source", name),
        ("publisher", story.company),
        ("kind", dice.choice(("Article", "News"))),
        ("length", f"{story.words} {sheet['words']}"),
    ):
        lines += sheet.stated(label, value)[:-1]
    lines += ["", sheet["text"], *sheet.stated("byline", signed)[:-1]]
    lines += spaced(sheet, paragraphs) if dice.random() < 0.5 else paragraphs
    lines += ["", f"Copyright: {rights}", "http://www.example.org/"]
    lines += [f"{sheet['citation']} (MLA 9th Edition)", cited]
    return [*lines, f"{sheet['number']} GALE|{number}", "", ""]


# The labels of a record: title, authors, source, kind, terms, accession, database, link.
EBSCO_LABELS = {
    "en": ("Title:", "Authors:", "Source:", "Document Type:", "Subject Terms:",
           "Accession Number:", "Database:", "Persistent link to this record (Permalink):"),
    "de": ("Titel:", "Autoren:", "Quelle:", "Dokumenttyp:", "Schlagwörter:", "Zugangsnummer:",
           "Datenbank:", "Permanenter Link zu diesem Datensatz (Permalink):"),
    "fr": ("Titre:", "Auteurs:", "Source:", "Type de document:", "Termes du sujet:",
           "Numéro d'accès:", "Base de données:", "Lien permanent à cette donnée (Permalink):"),
    "es": ("Título:", "Autores:", "Fuente:", "Tipo de documento:", "Materias:",
           "Número de acceso:", "Base de datos:",
           "Vínculo persistente a este informe (enlace permanente):"),
    "it": ("Titolo:", "Autori:", "Fonte:", "Tipo di documento:", "Termini soggetto:",
           "Numero di accesso:", "Database:", "Link permanente al record (Permalink):"),
    "pt": ("Título:", "Autores:", "Fonte:", "Tipo de documento:", "Termos do assunto:",
           "Número de acesso:", "Base de dados:", "Link permanente para este registro:"),
}  # fmt: skip
_EBSCO_NAMES = ("title", "author", "source", "kind", "subject", "number", "database", "link")


def _ebsco(tongue: str, form: str) -> Labels:
    return {**dict(zip(_EBSCO_NAMES, EBSCO_LABELS[tongue], strict=True)), "form": form}


EBSCO = {
    LANGUAGES[tongue].english: Interface(
        tongue, ("en",) if tongue == "en" else (tongue, "en"), 78, _ebsco(tongue, "columns")
    )
    for tongue in EBSCO_LABELS
}
EBSCO["English, lines"] = Interface("en", ("en",), 0, _ebsco("en", "lines"))


def _ebsco_source(story: Story) -> str:
    name = f"{library_name(story.outlet)} ({story.place.split(',')[0]})"
    dice = story.dice("ebsco source")
    if dice.random() < 0.6:
        name = library_name(story.outlet)
    day = f"{story.day:%m/%d/%Y}" if dice.random() < 0.6 else long_day(story.day, "en")
    page = f", p{story.page}. 1p." if story.page else "."
    return f"{name}{dice.choice(('. ', ', '))}{day}{page}"


def ebsco(sheet: Sheet, story: Story) -> list[str]:
    dice = story.dice("ebsco")
    number = f"{story.dice('number').choice(('4KB', '2W6', 'J0E'))}{_number(story, 'number', 12)}"
    link = f"https://search.ebscohost.com/login.aspx?direct=true&db=n5h&AN={number}"
    facts = [
        ("title", story.headline),
        ("author", inverted(story) or story.agency),
        ("source", _ebsco_source(story)),
        ("kind", "Article"),
        ("subject", "PORT authorities; MUNICIPAL government" if dice.random() < 0.6 else ""),
        ("number", number),
        ("database", "Newspaper Source Plus"),
    ]
    lines = [f"Record: {sheet.number}"] if sheet["form"] == "columns" else []
    for label, value in facts:
        if not value:
            continue
        if sheet["form"] == "lines":
            lines += [sheet[label], value]
        else:
            first, *more = sheet.wrapped(value, 56)
            lines += [f"{sheet[label]:<22}{first}", *(f"{'':22}{line}" for line in more)]
    lines += [sheet["link"], link]
    if dice.random() < 0.3:
        lines += ["Cut and Paste:", f'<A href="{link}">{story.headline}</A>']
    lines += ["Database:", "Newspaper Source Plus"] if dice.random() < 0.3 else []
    where = ", ".join(filter(None, (story.section, story.page and f"pg. {story.page}")))
    lines += ["", *([f"Section: {where}", ""] if where and dice.random() < 0.4 else [])]
    lines += [*sheet.wrapped(story.headline), ""] if dice.random() < 0.6 else []
    lines += spaced(sheet, body(sheet, story))
    lines += [f"PHOTO (COLOR): {story.caption}", ""] if story.caption else []
    signed = credit(story, story.dice("ebsco credit"), prefix=True)
    if signed and dice.random() < 0.5:
        lines += ["~~~~~~~~", "", signed, ""]
    owned = f"Copyright of {library_name(story.outlet)} is the property of {story.company} and its"
    owned += " content may not be copied or emailed to multiple sites without the copyright"
    owned += " holder's express written permission."
    return [*lines, *sheet.wrapped(owned), "", "", ""]


PROQUEST_LAYOUT = Layout(
    PROQUEST,
    ("Document 3 of 100", "Full text: not available", RULE[:20], "Publication title:"),
    proquest,
    proquest_cover,
    proquest_tail,
)
GALE_LAYOUT = Layout(
    GALE, ("Gale Document Number: GALE|A115", "Full Text: COPYRIGHT 2004", "Source Citation"), gale
)
EBSCO_LAYOUT = Layout(
    EBSCO, ("Record: 12", "Accession Number: 4KB2004", "Database: Newspaper Source"), ebsco
)
