"""Invented exports of Factiva, headed and coded (sources: second/exports.py)."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.exportsets.second.sheets import WESTERN, Interface, Layout, Sheet, body, spaced
from benchmarks.exportsets.second.stories import Story, credit
from benchmarks.exportsets.second.words import LANGUAGES

FACTIVA_WORDS = {
    "en": ("words", "Document", "Search Summary", "All rights reserved."),
    "de": ("Wörter", "Dokument", "Zusammenfassung der Suche", "Alle Rechte vorbehalten."),
    "fr": ("mots", "Document", "Résumé de la recherche", "Tous droits réservés."),
    "es": ("palabras", "Documento", "Resumen de la búsqueda", "Todos los derechos reservados."),
    "it": ("parole", "Documento", "Riepilogo ricerca", "Tutti i diritti riservati."),
    "pt": ("palavras", "Documento", "Resumo da pesquisa", "Todos os direitos reservados."),
}
# The names of languages as the interface of the key writes them.
TONGUES = {
    "de": {"en": "Englisch", "de": "Deutsch"},
    "fr": {"en": "Anglais", "fr": "Français"},
    "es": {"en": "Inglés", "es": "Español"},
    "it": {"en": "Inglese", "it": "Italiano"},
    "pt": {"en": "Inglês", "pt": "Português"},
}


def _factiva(form: str) -> dict[str, Interface]:
    interfaces = {}
    for tongue, (words, document, summary, rights) in FACTIVA_WORDS.items():
        own = (tongue, tongue, tongue, "en")
        labels = {"words": words, "document": document, "summary": summary, "rights": rights}
        name = LANGUAGES[tongue].english
        interfaces[name] = Interface(tongue, own, 0, {**labels, "form": form, "break": ""})
    english = interfaces["English"].labels
    forms = {"": ("", ""), "own line": ("tabs", "columns")}[form]
    interfaces["English, pages"] = Interface(
        "en", WESTERN, 0, {**english, "break": "\f", "form": forms[0]}
    )
    interfaces["English, wrapped"] = Interface("en", ("en",), 76, {**english, "form": forms[1]})
    return interfaces


def accession(story: Story) -> str:
    """A number as Factiva gives it: code of the source, day of loading, serial."""
    serial = "".join(story.dice("accession").choices("0123456789abcdefghijklmnopqrstuv", k=9))
    return f"{source_code(story).ljust(8, '0')}{story.loaded:%Y%m%d}{serial}"


def source_code(story: Story) -> str:
    letters = (letter for letter in story.outlet.upper() if letter.isascii() and letter.isalpha())
    return "".join(letters)[:6]


def factiva_cover(sheet: Sheet) -> list[str]:
    return ["", "Factiva", "", "Dow Jones", ""] if sheet.hard else []


def factiva_tail(sheet: Sheet) -> list[str]:
    if not sheet.hard:
        return []
    return [
        sheet["summary"],
        "",
        f"Text\t({sheet.stories[0].city} or harbour) and {sheet.stories[0].outlet}",
        "Date\t01/01/1996 to 31/12/2018",
        "Source\tAll Sources",
        "Results Found\t" + str(sheet.count * 3),
        "Timestamp\t8 July 2020 14:02",
        "",
        "© 2020 Factiva, Inc. All rights reserved.",
    ]


def _tongue(sheet: Sheet, story: Story) -> str:
    names = TONGUES.get(sheet.interface.tongue, {})
    return names.get(story.language, LANGUAGES[story.language].english)


def _factiva_day(sheet: Sheet, story: Story) -> str:
    month = LANGUAGES[sheet.interface.tongue].months[story.day.month - 1]
    return f"{story.day.day} {month} {story.day.year}"


def _factiva_rights(sheet: Sheet, story: Story) -> str:
    sign = story.dice("sign").choice(("(c)", "©", "Copyright"))
    return f"{sign} {story.year} {story.company} {sheet['rights']}"


def factiva(sheet: Sheet, story: Story) -> list[str]:
    dice = story.dice("factiva")
    paragraphs = body(sheet, story)
    section = story.section.split(";")[0] if dice.random() < 0.5 else ""
    signed = credit(story, story.dice("factiva credit"), prefix=dice.random() < 0.7)
    lines = [
        *([section] if section else []),
        *sheet.wrapped(story.headline),
        "",
        *(sheet.wrapped(signed) if signed else []),
        f"{story.words} {sheet['words']}",
        _factiva_day(sheet, story),
        *([f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}"] if dice.random() < 0.15 else []),
        story.outlet,
        source_code(story),
        *([story.edition] if story.edition else []),
        *([story.page] if story.page else []),
        _tongue(sheet, story),
        *sheet.wrapped(_factiva_rights(sheet, story)),
        "",
        *spaced(sheet, [story.standfirst] if story.standfirst else []),
        *spaced(sheet, paragraphs),
        *([story.caption, ""] if story.caption else []),
        *([story.company, ""] if dice.random() < 0.7 else []),
        f"{sheet['document']} {accession(story)}",
        "",
    ]
    return [*lines, *([sheet["break"]] if sheet["break"] else [""])]


def factivacodes(sheet: Sheet, story: Story) -> list[str]:
    dice = story.dice("codes")
    paragraphs = body(sheet, story)
    lead = dice.choice((1, 2))
    facts: list[tuple[str, Sequence[str]]] = [
        ("SE", [story.section]),
        ("HD", [story.headline]),
        ("BY", [credit(story, story.dice("codes credit"), prefix=dice.random() < 0.6)]),
        ("CR", [story.agency if story.authors else ""]),
        ("WC", [f"{story.words} {sheet['words']}"]),
        ("PD", [_factiva_day(sheet, story)]),
        ("ET", ["15:32" if dice.random() < 0.2 else ""]),
        ("SN", [story.outlet]),
        ("SC", [source_code(story)]),
        ("ED", [story.edition]),
        ("PG", [story.page]),
        ("LA", [_tongue(sheet, story)]),
        ("CY", [_factiva_rights(sheet, story)]),
        ("LP", paragraphs[:lead]),
        ("TD", paragraphs[lead:]),
        ("ART", [story.caption]),
        ("RF", [f"{story.city.upper()[:6]}-TEXT" if dice.random() < 0.2 else ""]),
        ("CO", ["harbd : Harbour Dredging plc" if dice.random() < 0.3 else ""]),
        ("NS", ["gvote1 : Local Elections | gpol : Domestic Politics | gcat : General News"]),
        ("RE", ["fra : France | eurz : Europe | weurz : Western Europe"]),
        ("IPC", ["VOTE | GEN | PIL | LANGFR" if dice.random() < 0.3 else ""]),
        ("PUB", [story.company]),
        ("AN", [f"{sheet['document']} {accession(story)}"]),
    ]
    lines = [""]
    for code, values in facts:
        if not any(values):
            continue
        if sheet["form"] == "own line":
            lines += [code, *"\n\n".join(values).split("\n")]
        elif sheet["form"] == "tabs":
            lines += [f"{code}\t{values[0]}", *(text for more in values[1:] for text in ("", more))]
        else:
            indented = [line and f"     {line}" for line in spaced(sheet, values)[:-1]]
            lines += [f"{code:<5}{indented[0].strip()}", *indented[1:]]
        if sheet["form"] != "tabs":
            lines.append("")
    return [*lines, *([sheet["break"]] if sheet["break"] else [""])]


FACTIVA = Layout(
    _factiva(""),
    ("Document MARLOW0020040303e9bj0001v", "Search Summary", "475 words"),
    factiva,
    factiva_cover,
    factiva_tail,
)
FACTIVACODES = Layout(
    _factiva("own line"), ("HD", "TD", "AN", "Search Summary"), factivacodes, factiva_cover,
    factiva_tail,
)  # fmt: skip
