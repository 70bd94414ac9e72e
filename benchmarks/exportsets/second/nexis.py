"""Invented exports of LexisNexis and Nexis Uni (sources: second/exports.py)."""

from __future__ import annotations

from datetime import date, timedelta

from benchmarks.exportsets.second.sheets import (
    WESTERN,
    Interface,
    Labels,
    Layout,
    Sheet,
    body,
    cased,
    copied,
    place_of_name,
    spaced,
)
from benchmarks.exportsets.second.stories import Story, credit, long_day
from benchmarks.exportsets.second.words import LANGUAGES


def lexis_day(story: Story) -> str:
    """The day with its weekday, in the language of the article, as LexisNexis prints it."""
    words, day, dice = LANGUAGES[story.language], story.day, story.dice("day")
    month, weekday = words.months[day.month - 1], words.weekdays[day.weekday()]
    time = dice.choice(("", "", "", " 6:10 PM GMT"))
    forms = {
        "en": [f"{month} {day.day}, {day.year} {weekday}{time}"],
        "de": [
            f"{weekday} {day.day}. {month} {day.year}",
            f"{day.day}. {month} {day.year} {weekday}",
            f"{weekday} {day.day}.{month} {day.year}",
        ],
        "fr": [
            f"{weekday} {day.day} {month} {day.year}",
            f"{weekday.title()} {day.day} {month.title()} {day.year}",
            f"{day.day} {month} {day.year} {weekday}{time}",
            f"{month} {day.day} {day.year}",
        ],
        "pt": [f"{day.day} {month.title()} {day.year} {weekday.capitalize()}{time}"],
    }
    plain = [f"{day.day} {month} {day.year} {weekday}{time}"]
    return dice.choice(forms.get(story.language, plain))


PAGES = {
    "en": "Pg.", "de": "S.", "fr": "Pg.", "es": "Pág.", "it": "Pag.", "pt": "Pág.", "nl": "Blz.",
}  # fmt: skip


def page_of(story: Story) -> str:
    return f"{PAGES[story.language]} {story.page}"


SUBJECTS = (
    "PORT AUTHORITIES", "PUBLIC TRANSPORT", "CITY GOVERNMENT", "BRIDGES & TUNNELS", "LITIGATION",
    "AGRICULTURE", "FISHING INDUSTRY", "LIBRARIES", "WATER UTILITIES", "LABOR UNIONS",
)  # fmt: skip


def _subjects(story: Story, form: str = "{} ({}%)", separator: str = "; ") -> str:
    dice = story.dice("subjects")
    chosen = dice.sample(SUBJECTS, dice.randint(2, 6))
    return separator.join(form.format(subject, dice.randint(50, 99)) for subject in chosen)


def _lexis(**labels: str) -> Labels:
    return {
        "request": "Download Request:", "time": "Time Of Request:", "send": "Send To:",
        "terms": "Terms:", "source": "Source:", "project": "Project ID:",
        "which": "Selected Items:", "number": "{} of {} DOCUMENTS", "byline": "BYLINE:",
        "section": "SECTION:", "length": "LENGTH:", "words": "words",
        "headline": "HEADLINE:", "body": "BODY:", "dateline": "DATELINE:", "graphic": "GRAPHIC:",
        "highlight": "HIGHLIGHT:", "load": "LOAD-DATE:", "language": "LANGUAGE:",
        "type": "PUBLICATION-TYPE:", "newspaper": "Newspaper", "subject": "SUBJECT:",
        "geographic": "GEOGRAPHIC:", "rights": "All Rights Reserved", "form": "2010", "pages": "",
        **labels,
    }  # fmt: skip


LEXIS = {
    "English, copyright below": Interface("en", ("en",), 78, _lexis()),
    "English, copyright above": Interface("en", ("en",), 80, _lexis(form="2015")),
    "English, foreign articles": Interface("en", (*WESTERN, "nl"), 78, _lexis()),
    "English, printed pages": Interface(
        "en", ("en",), 78,
        _lexis(request="Print Request:", number="FOCUS - {} of {} DOCUMENTS", pages="Page {}"),
    ),
    "German": Interface(
        "de", ("de", "de", "de", "en"), 79,
        _lexis(
            request="Ausgabeauftrag:", time="Zeitpunkt der Anforderung:", send="Senden an:",
            terms="Begriffe:", source="Quelle:", project="Projekt-ID:", which="Dokument(e):",
            number="Dokument {} von {}", byline="AUTOR:", section="RUBRIK:", length="LÄNGE:",
            words="Wörter", graphic="GRAFIK:", load="UPDATE:", language="SPRACHE:",
            newspaper="Zeitung", rights="Alle Rechte Vorbehalten",
        ),
    ),
    "French": Interface(
        "fr", ("fr", "fr", "fr", "en"), 76,
        _lexis(
            request="Demande de téléchargement :", time="Heure de la demande :",
            send="Envoyer à :", terms="Termes :", source="Source :", project="ID du projet :",
            which="Tous les documents :", number="Document {} de {}", byline="AUTEUR:",
            section="RUBRIQUE:", length="LONGUEUR:", words="mots",
            graphic="GRAPHIQUE:", highlight="ENCART:", load="DATE-CHARGEMENT:",
            language="LANGUE:", type="TYPE-PUBLICATION:", newspaper="Journal",
            rights="Tous droits réservés",
        ),
    ),
    "Dutch": Interface(
        "nl", ("nl", "nl", "nl", "en"), 79,
        _lexis(
            request="Printopdracht:", time="Tijdstip printopdracht:", send="Verzenden naar:",
            terms="Zoektermen:", source="Bron:", which="Alle documenten:", length="LENGTE:",
            words="woorden", headline="KOP:", byline="AUTEUR:", body="TEKST:", language="TAAL:",
            type="PUB-TYPE:", newspaper="Paper", section="SECTIE:", form="Dutch",
        ),
    ),
}  # fmt: skip


def _request(sheet: Sheet) -> list[str]:
    stamp = date(2019, 6, 1) + timedelta(days=sheet.dice.randrange(300))
    terms = f"(({sheet.stories[0].city} OR harbour!) AND DATE(>={stamp.year - 9}-12-01))"
    names = sorted({story.outlet for story in sheet.stories})
    return [
        f"{sheet['request']} {sheet['which']} 1-{sheet.count}",
        f"{sheet['time']} {long_day(stamp, sheet.interface.tongue)}  16:51:31",
        "",
        sheet["send"],
        "",
        "2152 READING ROOM",
        "UNIVERSITY OF OXBOW LIBRARY",
        "OXBOW, GBR OX9 1ZZ",
        "",
        "",
        *sheet.wrapped(f"{sheet['terms']} {terms}"),
        "",
        "",
        *sheet.wrapped(f"{sheet['source']} {';'.join(names[:3])}..."),
        sheet["project"],
    ]


def lexis_cover(sheet: Sheet) -> list[str]:
    return ["", "", "", *_request(sheet), "", "", ""] if sheet.hard else []


def lexis_tail(sheet: Sheet) -> list[str]:
    if sheet.hard and sheet["form"] == "2015":
        return ["", "---- End of Request ----", *_request(sheet)]
    return []


def _lexis_credit(story: Story) -> str:
    dice = story.dice("lexis credit")
    names = list(map(str, story.authors))
    if not names or dice.random() < 0.5:
        return credit(story, dice, prefix=dice.random() < 0.3)
    if story.language == "nl":
        return ";".join(f"{person.last}, {person.first}" for person in story.authors).upper()
    return dice.choice((";", "; ")).join(names) + (f", {story.role}" if story.role else "")


def lexisnexis(sheet: Sheet, story: Story) -> list[str]:
    form, dice = sheet["form"], story.dice("lexis")
    edition = story.edition if len(story.edition) > 1 else ""
    section = story.section and cased(story.section, story, "section")
    where = "; ".join(filter(None, (section, story.page and page_of(story))))
    gap = dice.choice((" ", "  "))
    length = f"{sheet['length']} {story.words}{gap}{sheet['words']}"
    rights = sheet.centred(copied(story), sheet["rights"])
    number = sheet["number"].format(sheet.number, sheet.count)
    if sheet.count == 1:
        number = number.removesuffix("S")
    head = ["", *sheet.centred(number), "", "", ""]
    days = sheet.centred(lexis_day(story))
    if form == "Dutch":
        days = sheet.centred(long_day(story.day, "de"), "", long_day(story.day, "en"))
    masthead = [*sheet.centred(place_of_name(story)), "", *days, *sheet.centred(edition), ""]
    opening = [
        *sheet.stated("section", where),
        length,
        "",
    ]
    paragraphs = body(sheet, story)
    text = spaced(sheet, paragraphs)
    if sheet["pages"]:
        name = f"{story.headline} {story.outlet} {lexis_day(story)}"
        header = ["\f" + sheet["pages"].format(2).rjust(82), *sheet.wrapped(name), "", ""]
        text = [*spaced(sheet, paragraphs[:3]), *header, *spaced(sheet, paragraphs[3:])]
    native = LANGUAGES[story.language]
    tongue = native.english.upper()
    if sheet.interface.tongue != "en":
        tongue += f"; {native.native.upper()}"
    loaded = long_day(story.loaded, "en" if form == "Dutch" else sheet.interface.tongue)
    kind = [f"{sheet['type']} {sheet['newspaper']}", ""]
    tongues = [f"{sheet['language']} {tongue}", ""]
    load = [f"{sheet['load']} {loaded}", ""]
    signed = sheet.stated("byline", _lexis_credit(story), dice.choice((" ", "  ")))
    graphic = sheet.stated("graphic", story.caption)
    standfirst = sheet.stated("highlight", story.standfirst)
    place = sheet.stated("dateline", story.city.upper() if dice.random() < 0.2 else "")
    terms = sheet.stated("subject", _subjects(story) if dice.random() < 0.8 else "")
    terms += sheet.stated("geographic", f"{story.city.upper()} (90%)" if terms else "")
    if form == "2010":
        titled = [*sheet.wrapped(story.headline), ""]
        return [
            *head, *masthead, *titled, *signed, *opening, *standfirst, *place, *text, *load,
            *tongues, *graphic, *kind, "", *rights,
        ]  # fmt: skip
    titled = sheet.stated("headline", story.headline)
    return [
        *head[:-1], *rights, "", *masthead, *opening, *titled, *signed,
        *standfirst, *place, sheet["body"], "", *text, *graphic, *tongues, *kind,
        *(() if form == "Dutch" else terms), *load,
    ]  # fmt: skip


def _uni(**labels: str) -> Labels:
    return {
        "when": "Date and Time:", "job": "Job Number:", "documents": "Documents ({})",
        "terms": "Search Terms:", "section": "Section:", "length": "Length:", "words": "words",
        "byline": "Byline:", "highlight": "Highlight:", "dateline": "Dateline:", "body": "Body",
        "graphic": "Graphic", "classes": "Classification", "language": "Language:",
        "type": "Publication-Type:", "subject": "Subject:", "load": "Load-Date:",
        "rights": "All Rights Reserved", "end": "End of Document", "gap": "\u00a0", "pages": "",
        **labels,
    }  # fmt: skip


UNI = {
    "English": Interface("en", ("en",), 0, _uni()),
    "English, running headers": Interface("en", ("en",), 0, _uni(gap=" ", pages="Page {} of {}")),
    "English, wrapped, foreign articles": Interface(
        "en", (*WESTERN, "nl"), 72, _uni(byline="Author:")
    ),
    "German": Interface(
        "de", ("de", "de", "de", "en"), 0,
        _uni(
            when="Datum und Uhrzeit:", job="Auftragsnummer:", documents="Dokumente ({})",
            terms="Suchbegriffe:", section="RUBRIK:", length="LÄNGE:", words="Wörter",
            byline="AUTOR:", rights="Alle Rechte vorbehalten", body="Text",
        ),
    ),
    "French": Interface(
        "fr", ("fr", "fr", "fr", "en"), 0,
        _uni(
            when="Date et heure :", job="Numéro du travail :", terms="Termes de la recherche :",
            section="RUBRIQUE:", length="LONGUEUR:", words="mots", rights="Tous droits réservés",
            byline="AUTEUR:",
        ),
    ),
}  # fmt: skip


def uni_cover(sheet: Sheet) -> list[str]:
    if not sheet.hard:
        return []
    lines = [
        "User Name: =",
        f"{sheet['when']} Friday, 5. July 2019 09:31:00 CEST",
        f"{sheet['job']} {sheet.dice.randrange(10**8):08}",
        "",
        sheet["documents"].format(sheet.count),
    ]
    for number, story in enumerate(sheet.stories, 1):
        lines += [
            f"{number}. {story.headline}",
            "Client/Matter: -None-",
            f"{sheet['terms']} {sheet.stories[0].city}",
            "Search Type: Natural Language ",
            "Narrowed by: ",
            "",
            "Content Type",
            "Narrowed by",
            "News",
            f"Sources: {story.outlet}; Content Type: News",
            "",
        ]
    return [*lines, "", "| About LexisNexis | Privacy Policy | Copyright © 2019 LexisNexis", ""]


def nexisuni(sheet: Sheet, story: Story) -> list[str]:
    gap, dice = sheet["gap"], story.dice("uni")
    section = "; ".join(filter(None, (cased(story.section, story, "section"), _uni_page(story))))
    name = place_of_name(story).replace(" (", dice.choice(("(", " (")))
    paragraphs = body(sheet, story)
    text = spaced(sheet, paragraphs)
    if sheet["pages"]:
        header = ["", sheet["pages"].format(2, 2), story.headline, ""]
        text = [*spaced(sheet, paragraphs[:3]), *header, *spaced(sheet, paragraphs[3:])]
    facts = [
        ("section", section),
        ("length", f"{story.words} {sheet['words']}"),
        ("byline", credit(story, story.dice("uni credit"), prefix=dice.random() < 0.2)),
        ("highlight", story.standfirst),
        ("dateline", story.city.upper() if dice.random() < 0.2 else ""),
    ]
    lines = ["", "", *([sheet["pages"].format(1, 2)] if sheet["pages"] else []), ""]
    lines += [*sheet.wrapped(story.headline), name, lexis_day(story), "", ""]
    lines += [*sheet.wrapped(f"{copied(story)} {sheet['rights']}"), "", ""]
    for label, value in facts:
        lines += sheet.stated(label, value, gap)[:-1]
    lines += ["", sheet["body"], "", *text, ""]
    if story.caption:
        lines += [sheet["graphic"], "", *sheet.wrapped(story.caption), "", ""]
    if dice.random() < 0.85 or not sheet.hard:
        lines += [sheet["classes"], "", ""]
        lines += sheet.stated("language", LANGUAGES[story.language].english.upper(), gap)
        lines += sheet.stated("type", dice.choice(("Newspaper", "Web Publication")), gap)
        lines += sheet.stated("subject", _subjects(story), gap)
        lines += sheet.stated("load", long_day(story.loaded, sheet.interface.tongue), gap)
    return [*lines, "", sheet["end"], ""]


def _uni_page(story: Story) -> str:
    if not story.page:
        return ""
    return story.dice("uni page").choice((page_of(story), "Version:3"))


LEXISNEXIS = Layout(
    LEXIS,
    ("1 of 2 DOCUMENTS", "LOAD-DATE: March 3, 2004", "All Rights Reserved", "LENGTH: 300 words"),
    lexisnexis,
    lexis_cover,
    lexis_tail,
)
NEXISUNI = Layout(
    UNI,
    ("End of Document", "Load-Date: July 3, 2014", "Body", "Byline: Staff"),
    nexisuni,
    uni_cover,
)
