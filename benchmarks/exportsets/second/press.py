"""Invented exports of Europresse, NewsBank, PressReader, wiso and BBC Monitoring (sources:
second/exports.py)."""

from __future__ import annotations

from benchmarks.exportsets.second.sheets import (
    WESTERN,
    Interface,
    Labels,
    Layout,
    Sheet,
    body,
    library_name,
    spaced,
)
from benchmarks.exportsets.second.stories import Story, credit, long_day
from benchmarks.exportsets.second.words import LANGUAGES


def _europresse(**labels: str) -> Labels:
    return {
        "rights": "Tous droits réservés.", "number": "Numéro de document :",
        "certificate": "Ce certificat est émis à Université d'Oxbow à des fins de visualisation"
        " personnelle et temporaire.",
        "issued": "Date d'émission :", "words": "mots", "saved": "Documents sauvegardés",
        "contents": "Sommaire", "documents": "documents",
        "law": "Le présent document est protégé par les lois et conventions internationales sur le"
        " droit d'auteur et son utilisation est régie par ces lois et conventions.",
        "form": "2012", **labels,
    }  # fmt: skip


_ENGLISH = {
    "rights": "All rights reserved.", "number": "Document number:", "words": "words",
    "certificate": "This certificate is issued to University of Oxbow for the purpose of personal"
    " and temporary display.",
    "issued": "Date issued:", "saved": "Saved documents", "contents": "Summary",
    "law": "This document is protected under international copyright laws and conventions.",
}  # fmt: skip
_FRENCH = ("fr", "fr", "fr", "fr", "en", "de")

EUROPRESSE = {
    "French, 2012": Interface("fr", _FRENCH, 0, _europresse()),
    "French, saved documents": Interface("fr", _FRENCH, 0, _europresse(form="2020")),
    "French, wrapped": Interface("fr", _FRENCH, 72, _europresse()),
    "English": Interface("en", ("en", "fr"), 0, _europresse(**_ENGLISH)),
    "English, saved documents": Interface(
        "en", ("en", "fr"), 0, _europresse(**_ENGLISH, form="2020")
    ),
}


def europresse_cover(sheet: Sheet) -> list[str]:
    if not sheet.hard or sheet["form"] != "2020":
        return []
    lines = [sheet["saved"], "", long_day(sheet.stories[0].loaded, sheet.interface.tongue)]
    lines += [f"{sheet.count} {sheet['documents']}", "", sheet["certificate"], "", "eureka", ""]
    lines += [sheet["contents"], f"{sheet['saved']} • {sheet.count} {sheet['documents']}", ""]
    for number, story in enumerate(sheet.stories, 1):
        day = long_day(story.day, sheet.interface.tongue)
        opening = " ".join(story.paragraphs[1])[:90]
        lines += [story.outlet, day, story.headline, f"... {opening} ...", str(number), ""]
    return [*lines, ""]


def europresse(sheet: Sheet, story: Story) -> list[str]:
    dice, tongue = story.dice("europresse"), sheet.interface.tongue
    words = LANGUAGES[tongue]
    weekday, day = words.weekdays[story.day.weekday()], long_day(story.day, tongue)
    when = f"{weekday}, {day}" if tongue == "en" else f"{weekday} {day}"
    if sheet["form"] == "2020":
        when += f" {story.words} {sheet['words']}"
    clock = dice.choice(("", "09:15 UTC")) if sheet.hard else ""
    header = [story.section.split(";")[0], when, f"p. {story.page}" if story.page else clock]
    issue = f", no. {dice.randint(100, 9999)}" if dice.random() < 0.25 else ""
    code = "".join(filter(str.isupper, library_name(story.outlet)))
    number = f"news·{story.day:%Y%m%d}·{code}·{dice.randrange(10**9)}"
    old = f"news·{story.loaded:%Y%m%d}·{code}·{dice.randrange(10**9)}"
    signed = credit(story, story.dice("europresse credit"), prefix=dice.random() < 0.15)
    return [
        "",
        f"{story.outlet}{issue}",
        ", ".join(filter(None, header)),
        "",
        *sheet.wrapped(story.headline),
        "",
        *([signed, ""] if signed else []),
        *(spaced(sheet, [story.standfirst]) if story.standfirst else []),
        *spaced(sheet, body(sheet, story)),
        *(spaced(sheet, [story.caption]) if story.caption else []),
        f"© {story.year} {story.outlet}. {sheet['rights']}",
        f"{sheet['number']} {old if sheet['form'] == '2012' else number}",
        number,
        "",
        *sheet.wrapped(sheet["certificate"]),
        f"{sheet['issued']} 2020-09-03",
        *(sheet.wrapped(sheet["law"]) if sheet["form"] == "2012" else []),
        "",
    ]


NEWSBANK = {
    "English": Interface(
        "en", ("en",), 0,
        {"author": "Author/Byline:", "section": "Section:", "page": "Page:", "form": "2018"},
    ),
    "English, NewsLibrary": Interface(
        "en", ("en",), 78,
        {"author": "Author:", "section": "Section:", "page": "Page:", "form": "NewsLibrary"},
    ),
    "English, labelled": Interface(
        "en", ("en", "en", "es"), 0,
        {"author": "Author:", "section": "Section:", "page": "Page:", "form": "labelled"},
    ),
}  # fmt: skip


def newsbank(sheet: Sheet, story: Story) -> list[str]:
    dice, form = story.dice("newsbank"), sheet["form"]
    name = f"{library_name(story.outlet)} ({story.place})"
    day = long_day(story.day, "en")
    signed = credit(story, story.dice("newsbank credit"), prefix=form == "labelled")
    facts = [
        *sheet.stated("author", signed if form != "NewsLibrary" else "")[:-1],
        *([f"Edition: {story.edition}"] if story.edition else []),
        *sheet.stated("section", story.section)[:-1],
        *sheet.stated("page", story.page)[:-1],
    ]
    text = spaced(sheet, body(sheet, story))
    number = f"{story.loaded:%Y%m%d}{dice.randrange(10**8):08}"
    foot = [
        *([f"Caption: {story.caption}"] if story.caption else []),
        *(["Index Terms: ports; bridges; local government"] if dice.random() < 0.5 else []),
        *([f"Dateline: {story.city}"] if dice.random() < 0.3 else []),
        f"Record Number: {number}",
        *([f"OpenURL Link: https://infoweb.example.org/openurl?rft_dat={number}"] * sheet.hard),
        f"Copyright (c) {story.year} {story.company}. All Rights Reserved.",
    ]
    if form == "2018":
        return [story.headline, f"{name} - {day}", *facts, "", *text, *foot, "", ""]
    if form == "labelled":
        head = [f"Paper: {name}", f"Title: {story.headline}", f"Date: {day}"]
        return ["", *head, *facts, "", *text, *foot, ""]
    return [
        name,
        day,
        *facts,
        "",
        *(f"   {line}" for line in sheet.wrapped(story.headline)),
        *([signed] if signed else []),
        "",
        *text,
        *foot,
        "",
        "",
    ]


PRESSREADER = {
    "English": Interface("en", ("en",), 0, {"author": "Author:", "form": "labels"}),
    "English, printed": Interface("en", ("en",), 70, {"author": "", "form": "printed"}),
    "English, foreign newspapers": Interface("en", WESTERN, 0, {"author": "", "form": "short"}),
}


def pressreader(sheet: Sheet, story: Story) -> list[str]:
    dice, form = story.dice("pressreader"), sheet["form"]
    month = LANGUAGES["en"].months[story.day.month - 1]
    day = f"{story.day.day} {month[:3] if form == 'short' else month} {story.day.year}"
    signed = credit(story, story.dice("pressreader credit"), prefix=dice.random() < 0.5)
    text = spaced(sheet, body(sheet, story))
    standfirst = spaced(sheet, [story.standfirst]) if story.standfirst else []
    caption = [story.caption, ""] if story.caption else []
    if form == "labels":
        foot = [f"Article Name:{story.headline}", f"Publication:{story.outlet}"]
        foot += [f"Section:{story.section}"] if story.section else []
        foot += [f"Author:{signed}"] if signed else []
        foot += [f"Start Page:{story.page}", f"End Page:{story.page}"] if story.page else []
        head = [story.outlet, day, "", story.headline, *([signed] if signed else []), ""]
        return ["", *head, *standfirst, *text, *caption, *foot, "", ""]
    if form == "printed":
        foot = ["PRINTED AND DISTRIBUTED BY PRESSREADER", "PressReader.com +1 604 278 4604"]
        foot += ["COPYRIGHT AND PROTECTED BY APPLICABLE LAW"]
        head = [f"{story.outlet} - {story.day:%Y-%m-%d}", story.section, ""]
        head += [*sheet.wrapped(story.headline), *([signed] if signed else []), ""]
        return [*head, *standfirst, *text, *caption, *foot, "", ""]
    where = f"{story.outlet} · {day}" + (f" · {story.page}" if story.page else "")
    head = [story.headline, where + (f" · {signed}" if signed else ""), ""]
    link = f"https://www.pressreader.com/article/{dice.randrange(10**15)}"
    return ["", *head, *standfirst, *text, *caption, link, ""]


_WISO = {
    "source": "Quelle:", "section": "Ressort:", "number": "Dokumentnummer:", "author": "Autor:",
    "address": "Dauerhafte Adresse des Dokuments:", "rights": "Alle Rechte vorbehalten:",
    "owner": "© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH",
}  # fmt: skip

WISO = {
    "German": Interface("de", ("de",), 0, {**_WISO, "form": "text"}),
    "German, from a PDF": Interface("de", ("de",), 78, {**_WISO, "form": "pdf"}),
    "German, wrapped": Interface("de", ("de", "de", "en"), 74, {**_WISO, "form": "text"}),
}


def wiso_cover(sheet: Sheet) -> list[str]:
    if not sheet.hard or sheet["form"] != "pdf":
        return []
    lines = ["Dokumente", "", "", "", "", "Inhaltsverzeichnis", ""]
    for number, story in enumerate(sheet.stories, 1):
        title = f"{number}. {story.headline}"[:60]
        lines.append(f"{title} {'.' * (70 - len(title))} {number + 1}")
    return [*lines, "", f"Seite 1 von {sheet.count + 1}", ""]


def wiso(sheet: Sheet, story: Story) -> list[str]:
    dice, day = story.dice("wiso"), story.day
    month = LANGUAGES["de"].months[day.month - 1]
    when = dice.choice(
        (
            f" vom {day:%d.%m.%Y}",
            f", {day:%d.%m.%Y}",
            f" vom {day.day}.{day.month}.{day.year}",
            f" v. {day:%d.%m.%Y}",
            f" vom {day.day}. {month} {day.year}",
            f" Nr. {dice.randint(1, 310)} vom {day:%d.%m.%Y}",
        )
    )
    page = dice.choice((f", S. {story.page}", f", Seite {story.page}")) if story.page else ""
    number = f"{dice.choice(('LIRU', 'HAKU', 'GREN'))}__{dice.randrange(10**10)}"
    signed = credit(story, story.dice("wiso credit"), prefix=dice.random() < 0.6)
    text = spaced(sheet, body(sheet, story))
    if sheet["form"] == "pdf":
        half = next(place for place in range(len(text) // 2, len(text)) if not text[place])
        header = ["", f"{'':30}Seite {sheet.number + 1} von {sheet.count + 1}", ""]
        text[half:half] = [*header, f"{'':30}Dokumente", ""]
    gap = dice.choice((" ", "       "))
    rights = f"(c) {story.company}"
    return [
        "",
        *sheet.wrapped(story.headline),
        "",
        *([signed, ""] if signed else []),
        *(spaced(sheet, [story.standfirst]) if story.standfirst else []),
        *text,
        *sheet.stated("source", f"{story.outlet}{when}{page}", gap)[:-1],
        *sheet.stated("section", story.section, gap)[:-1],
        *([f"Ausgabe:{gap}{story.edition}"] if story.edition else []),
        *sheet.stated("number", number, gap),
        sheet["address"],
        f"https://www.wiso-net.de/document/{number}",
        "",
        *sheet.stated("rights", rights),
        sheet["owner"],
        "",
    ]


BBC = {
    "English": Interface("en", ("en",), 0, {"form": "plain"}),
    "English, wrapped": Interface("en", ("en",), 75, {"form": "plain"}),
    "English, with copyright": Interface("en", ("en",), 0, {"form": "rights"}),
}


def bbcmonitoring(sheet: Sheet, story: Story) -> list[str]:
    dice, day = story.dice("bbc"), story.day
    tongue = dice.choice(("English", "Arabic", "Russian", "Persian", "French"))
    month = LANGUAGES["en"].months[day.month - 1]
    kind = dice.choice(("newspaper", "newspaper website", "privately-owned newspaper"))
    clock = ""
    if story.authors:
        headed = f'headlined "The {story.city} affair" ' if dice.random() < 0.4 else ""
        names = " and ".join(map(str, story.authors))
        report = f"Text of report by {names} {headed}published by {kind} {story.outlet}"
    else:
        clock = f" {dice.randint(0, 23):02}{dice.choice((0, 30, 45)):02} gmt"
        report = f"Text of report in English by {story.city} news agency {story.outlet}"
    report += f" on {day.day} {month}"
    if dice.random() < 0.5:
        report += "; subheading as published"
    place = story.place.split(",")[0]
    page = f", p {story.page}" if story.page and not clock else ""
    source = f"Source: {story.outlet}, {place}, in {tongue}{clock} {day.day} {month[:3]} {day:%y}"
    code = f"BBC Mon {dice.choice(('ME1 MEPol', 'EU1 EuroPol', 'KVU'))} {story.loaded:%d%m%y} nj/sk"
    lines = [
        *sheet.wrapped(story.headline),
        "",
        *sheet.wrapped(report + dice.choice(("", ":"))),
        "",
        *spaced(sheet, body(sheet, story)),
        *sheet.wrapped(source + page),
        "",
        code,
        "",
    ]
    if sheet["form"] == "rights":
        lines += [f"© British Broadcasting Corporation {story.loaded.year}", ""]
    return [*lines, "", ""]


EUROPRESSE_LAYOUT = Layout(
    EUROPRESSE,
    ("news·20040303·PO·2040056000", "Tous droits réservés.", "Date d'émission : 2012-10-05"),
    europresse,
    europresse_cover,
)
NEWSBANK_LAYOUT = Layout(
    NEWSBANK, ("Record Number: 0403", "Index Terms: none", "Copyright (c) 2004"), newsbank
)
PRESSREADER_LAYOUT = Layout(
    PRESSREADER, ("Article Name:", "Start Page:A3", "PressReader.com"), pressreader
)
WISO_LAYOUT = Layout(
    WISO, ("Quelle: unbekannt", "Ressort: Lokales", "Seite 3 von 70"), wiso, wiso_cover
)
BBC_LAYOUT = Layout(
    BBC, ("Source: not given", "Text of report by radio", "BBC Mon EU1"), bbcmonitoring
)
