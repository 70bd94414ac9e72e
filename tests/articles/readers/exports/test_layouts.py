"""Each layout splits its invented example, and tells the facts of each document apart."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

import pytest

from articles.extraction.findings import Finding
from articles.readers import Text
from articles.readers.exports import LAYOUTS, Broken, ExportedDocument, layout_of, split

EXAMPLES = Path(__file__).parent / "examples"


class Expected(NamedTuple):
    headline: str
    outlet: str
    published: str
    byline: tuple[str, ...]
    begins: str
    paragraphs: int


QUAY = "Quaymaster resigns over ferry contract"
SHOWN = "Quaymaster resigns over a ferry contract that nobody in the council had been shown"
WOOD = "Zebrawood imports halted at port"
PETTIFER, WHELAN = ("Lorna Pettifer",), ("Idris Whelan",)
GAZETTE, COURIER = "Harbour Gazette", "The Northfield Courier"
RESIGNED, CUSTOMS = "The quaymaster of Eastharbour", "Customs officers have stopped"
FERRY = ("Die Fähre fährt nicht mehr", "Hafenzeitung", "2019-03-03")

EXPECTED: dict[str, list[Expected]] = {
    "lexisnexis": [
        Expected(SHOWN, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 4),
        Expected(WOOD, COURIER, "2019-04-17", (*WHELAN, "Petra Oduya"), CUSTOMS, 2),
        Expected(
            "Le bac ne passera plus", "Le Courrier du Port", "2019-04-12",
            ("Jean-Pierre Lefèvre",), "Le bac d'Eastharbour", 1,
        ),
    ],
    "nexisuni": [
        Expected(
            f"{QUAY};Nobody in the council had been shown it", GAZETTE, "2019-03-03", PETTIFER,
            RESIGNED, 4,
        ),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 2),
        Expected(*FERRY, ("Anna Müller", "Jörg Weiß"), "Die Fähre von Osthafen", 1),
    ],
    "factiva": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 3),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
        Expected(*FERRY, ("Anna Müller",), "Die Fähre von Osthafen", 1),
    ],
    "factiva-codes": [
        Expected(SHOWN, GAZETTE, "2019-03-03", (*PETTIFER, "Sam Finch"), RESIGNED, 3),
        Expected(
            "Le bac ne passera plus", "Le Courrier du Port", "2018-12-29", (),
            "Le bac d'Eastharbour", 2,
        ),
    ],
    "proquest": [
        Expected(SHOWN, GAZETTE, "2019-03-03", (*PETTIFER, "Sam Finch"), RESIGNED, 4),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
        Expected(
            "El transbordador ya no sale", "El Correo del Puerto", "2019-05-09",
            ("María Gómez",), "El transbordador de Puerto Este", 1,
        ),
    ],
    "gale": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 3),
        Expected(WOOD, COURIER, "2019-04-17", WHELAN, CUSTOMS, 1),
    ],
    "ebsco": [
        Expected(QUAY, GAZETTE, "2019-03-04", (*PETTIFER, "Sam Finch"), RESIGNED, 3),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 2),
    ],
    "newsbank": [
        Expected(QUAY, "The Harbour Gazette", "2019-03-03", PETTIFER, RESIGNED, 2),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
    ],
    "pressread": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 2),
        Expected(WOOD, COURIER, "2019-04-17", WHELAN, CUSTOMS, 1),
    ],
    "europresse": [
        Expected(
            "Le bac ne passera plus", "Le Courrier du Port", "2019-04-12",
            ("Jean-Pierre Lefèvre",), "Le bac d'Eastharbour", 2,
        ),
        Expected(
            "Un port sans capitaine", "Hafenmagazin", "2019-04-04", (), "Personne ne sait", 1
        ),
    ],
    "wiso": [
        Expected(*FERRY, ("Anna Müller",), "Die Fähre von Osthafen", 2),
        Expected(
            "Kein Zebraholz mehr", "Nordfelder Kurier", "2019-04-17", (), "Der Zoll hält", 1
        ),
    ],
    "bbcmon": [
        Expected(
            "Ferry of Eastharbour to stop on Sundays", "Al-Mina", "2019-03-03",
            ("Salma Haddad",), "[Report by Salma Haddad]", 2,
        ),
        Expected("Port halts timber imports", "Norpress", "2019-04-17", (), CUSTOMS, 1),
    ],
    "wire": [
        Expected(QUAY, "Associated Press", "2019-03-03", PETTIFER, "EASTHARBOUR, England", 2),
        Expected(WOOD, "Associated Press", "2019-04-17", (), "NORTHFIELD, England", 1),
    ],
    # A list of contents, a footer and a summary of the search; names without "By".
    "factiva-contents": [
        Expected(
            "Il traghetto non parte più", "Corriere del Porto", "2019-03-03",
            ("Niccolò Bassi", "Chiara Forlì"), "Il traghetto di Portoest", 2,
        ),
        Expected(
            "El muelle viejo se cierra; el ayuntamiento aprobó el plan por estrecha mayoría",
            "ABC", "2019-04-17", ("Begoña Núñez",), "El muelle viejo de", 1,
        ),
        Expected(
            "Quay closed for winter", COURIER, "2019-12-09", ("Reuters",), "The quay of", 1
        ),
    ],
    # A cover; the length in two lines; the date beside the outlet.
    "newsbank-read": [
        Expected(
            f"{QUAY} that nobody in the council of the town had ever been shown",
            "The Harbour Gazette", "2019-03-03", (*PETTIFER, "Sam Finch"), "EASTHARBOUR — The", 3,
        ),
        Expected(WOOD, COURIER, "2019-04-17", WHELAN, CUSTOMS, 1),
    ],
    # The text view, whose headline stands above outlet and date.
    "pressread-view": [
        Expected(
            "“Nobody was shown it”: the quaymaster of Eastharbour resigns over a ferry contract; "
            "the council, which met until midnight, will begin an inquiry",
            GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 3,
        ),
        Expected(*FERRY, (), "Die Fähre von Osthafen", 1),
    ],
    # Fields below the text, between pages.
    "wiso-below": [
        Expected(*FERRY, ("Anna Müller", "Jörg Weiß"), "Die Fähre von Osthafen", 2),
        Expected(
            "Kein Zebraholz mehr; der Zoll hält die Lieferungen aus drei Häfen seit der Nacht zum "
            "Montag auf",
            "Nordfelder Kurier", "2019-04-17", (), "Der Zoll hält", 1,
        ),
        Expected(
            "Der Kai bleibt zu", "Hafenzeitung", "2019-03-04", ("dpa",), "Der Kai von Osthafen", 1
        ),
    ],
    # A blank before the colons; a label that is not known.
    "proquest-fr": [
        Expected(
            "Le bac ne passera plus", "Le Courrier du Port", "2019-04-12",
            ("Jean-Pierre Lefèvre",), "Le bac d'Eastharbour", 2,
        ),
        Expected(
            "Un port sans capitaine", "Hafenmagazin", "2019-04-04", (), "Personne ne sait", 1
        ),
    ],
    # Labels of the menus in Dutch; the date twice; a surname first.
    "lexisnexis-nl": [
        Expected(
            "De veerboot vaart niet meer", "De Havenkrant", "2019-03-03", ("Anna de Vries",),
            "De veerboot van", 2,
        ),
        Expected(
            "Kein Zebraholz mehr", "Der Hafenbote", "2019-04-17", ("Jörg Weiß",), "Der Zoll hält", 1
        ),
    ],
    # Full stops within the outlet; a label that is not known; a date without a day.
    "ebsco-es": [
        Expected(
            "El muelle viejo se cierra; el ayuntamiento aprobó el plan por estrecha mayoría",
            "Folha de S.Paulo", "2019-03-04", ("Begoña Núñez", "José García Ibáñez"),
            "El muelle viejo de", 1,
        ),
        Expected(WOOD, "St. Eastharbour Courier", "2019-04", (), CUSTOMS, 1),
    ],
    # A cover; the byline within the text, or with an agency beside the name.
    "gale-byline": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 1),
        Expected(WOOD, COURIER, "2019-04-17", WHELAN, CUSTOMS, 1),
    ],
    # A cover and contents; a headline in three lines; an agency that signs.
    "europresse-en": [
        Expected(
            "“Nobody was shown it”: the quaymaster of Eastharbour resigns over a ferry contract; "
            "the council, which met until midnight without giving any reason, will begin an "
            "inquiry",
            "The Harbour Gazette", "2019-03-03", (*PETTIFER, "Sam Finch"), RESIGNED, 2,
        ),
        Expected(
            "Le bac ne passera plus", "Le Courrier du Port", "2019-04-12", ("AFP",),
            "Le bac d'Eastharbour", 1,
        ),
    ],
    # Fields with unknown labels above the text, a notice above the outlet, who helped.
    "lexisnexis-transcript": [
        Expected(
            "Quaymaster Resigns; Ferry Contract Questioned", "CHN", "2019-03-03",
            (*PETTIFER, "Sam Finch", "Petra Oduya"), "(BEGIN VIDEOTAPE)", 4,
        ),
        Expected(
            "Zebrawood Imports Halted at Port", "The Eastharbour Times", "2019-03-03", WHELAN,
            CUSTOMS, 2,
        ),
    ],
    # The older form; values below their labels.
    "newsbank-old": [
        Expected(QUAY, "The Harbour Gazette", "2019-03-03", PETTIFER, RESIGNED, 2),
        Expected(WOOD, "Northfield Courier", "2019-04-17", WHELAN, CUSTOMS, 1),
    ],
    # Menus in Dutch and Swedish; an outlet that begins with a small letter.
    "nexisuni-nl": [
        Expected(
            "De veerboot vaart niet meer", "De Havenkrant", "2019-03-03", ("Anna de Vries",),
            "De veerboot van", 2,
        ),
        Expected("Färjan går inte längre", "de Volkskade", "2019-03-03", (), "Färjan i Östhamn", 1),
    ],
    # Surnames in capitals before given names; an interview.
    "europresse-names": [
        Expected(
            "Le bac ne passera plus", "Le Courrier du Port", "2019-04-12",
            ("Jean-Pierre Lefèvre", "Loïc Noël"), "Le bac d'Eastharbour", 1,
        ),
        Expected(
            "« Un port sans capitaine »", "Le Courrier du Port", "2019-04-13", ("Zoé Garçon",),
            "Personne ne sait", 1,
        ),
    ],
    # A blank line between all lines, as in Word files; a headline that is written like a name.
    "factiva-blanks": [
        Expected(QUAY, GAZETTE, "2019-03-03", (*PETTIFER, "Sam Finch"), "EASTHARBOUR --", 2),
        Expected(f"UPDATE 2-{WOOD}", "Reuters News", "2019-04-17", WHELAN, "* Customs", 4),
        Expected("Boris Harbour Wins", COURIER, "2019-05-05", (), "He won", 1),
    ],
    # An edition in the title; names after "By"; databases in a list below the last field.
    "proquest-databases": [
        Expected(QUAY, GAZETTE, "2019-03-03", (*PETTIFER, "Sam Finch"), RESIGNED, 2),
        Expected(
            WOOD.upper(), COURIER, "2019-04-17", (*WHELAN, "Petra Oduya"), "NORTHFIELD:", 2
        ),
    ],
    # A title with a full stop.
    "gale-old": [Expected(QUAY, GAZETTE, "2019-03-03", (*PETTIFER, "Sam Finch"), RESIGNED, 1)],
    # A page and a role beside the date; a standfirst below the headline.
    "pressread-dots": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 2),
        Expected(
            "Zebrawood imports halted", "Sunday Courier", "2019-03-03", (*WHELAN, "Petra Oduya"),
            CUSTOMS, 1,
        ),
    ],
    # Slugs and takes of other services, with the initials of those who sent them.
    "wire-services": [
        Expected(QUAY, "Reuters", "2019-03-03", PETTIFER, "EASTHARBOUR, March 3", 2),
        Expected(
            "Quaymaster resigns in ferry row", "Agence France-Presse", "2019-03-03", (),
            "EASTHARBOUR, England", 2,
        ),
    ],
    # Two names of an outlet, an address and the outlet beside the name, parts below the text.
    "nexisuni-notes": [
        Expected(
            f"{QUAY}; Nobody in the council had been shown it", "Harbour Watch", "2019-03-03",
            PETTIFER, "Link to Image", 2,
        ),
        Expected("Zebrawood imports halted", COURIER, "2019-03-04", (), CUSTOMS, 1),
    ],
    # A column above the headline, a role below the name, the publisher below the text.
    "factiva-columns": [
        Expected("Quaymaster gone: what now?", GAZETTE, "2019-03-03", ("Sam Finch",), RESIGNED, 1),
        Expected(
            "Zebrawood: les importations suspendues", "Le Courrier du Port", "2019-04-17", WHELAN,
            "Les douaniers", 1,
        ),
    ],
    # A story in three takes, between which another one comes; a take without a beginning.
    "wire-takes": [
        Expected(QUAY, "Associated Press", "2019-03-03", PETTIFER, "EASTHARBOUR, England", 3),
        Expected(WOOD, "Associated Press", "2019-03-03", (), "NORTHFIELD, England", 1),
        Expected(
            "Night markets to close at ten", "Associated Press", "2019-03-04", (), "Traders said", 1
        ),
    ],
    # Text below the links, without a label; lines of it that look like fields; nobody signed.
    "proquest-links": [
        Expected(QUAY, GAZETTE, "2019-03-03", ("José María Ibáñez Roldán",), RESIGNED, 4),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 3),
    ],
    # Menus in Spanish; text directly below a long byline.
    "gale-es": [
        Expected(
            "El muelle viejo se cierra", "El Correo del Puerto", "2019-04-17", ("Begoña Núñez",),
            "El muelle viejo de", 2,
        ),
        Expected(WOOD, COURIER, "2019-04-18", WHELAN, CUSTOMS, 1),
    ],
    # Copied from pages, without numbers of records; values below their labels.
    "ebsco-page": [
        Expected(QUAY, GAZETTE, "2019-03-04", PETTIFER, RESIGNED, 3),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
    ],
    # A summary whose numbers stand below its entries; a certificate in English.
    "europresse-saved": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 1),
        Expected(
            "Le bac ne passera plus", "Le Courrier du Port", "2019-04-12",
            ("Jean-Pierre Lefèvre",), "Le bac d'Eastharbour", 1,
        ),
    ],
    # Dates without a blank; who asked for the export stands below the last document.
    "lexisnexis-request": [
        Expected(*FERRY, ("Anna Müller",), "Die Fähre von Osthafen", 1),
        Expected(
            "Kein Zebraholz mehr", "De Havenkrant", "2019-04-17", ("Fleur de Vries",),
            "Der Zoll hält", 1,
        ),
    ],
    # A notice below the list of documents.
    "nexisuni-list": [Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 1)],
    # Names that are not known below long headlines; a byline in two lines.
    "factiva-signed": [
        Expected(
            "Quaymaster of Eastharbour resigns over a ferry contract that the post had lost, and "
            "works go on",
            GAZETTE, "2019-03-03", ("Zaphod Thistlewick", "Ottilie Quennell"), RESIGNED, 1,
        ),
        Expected(
            "Quaymaster resigns in a row over the ferry contract of the fishing works", GAZETTE,
            "2019-03-04", ("Zaphod Thistlewick", "Ottilie Quennell"), "The quaymaster of", 1,
        ),
        Expected(
            "Zebrawood imports halted", COURIER, "2019-04-17",
            (*PETTIFER, "Sam Finch", "Petra Oduya", *WHELAN), CUSTOMS, 1,
        ),
    ],
    # Headline and byline below the fields; "Por" before the names.
    "newsbank-library": [
        Expected(
            f"{QUAY} that nobody in the council of the town had ever been shown",
            "The Harbour Gazette", "2019-03-03", (*PETTIFER, "Sam Finch"), RESIGNED, 2,
        ),
        Expected(
            "What did the customs officers know about zebrawood at the old port?", COURIER,
            "2019-04-17", (*WHELAN, "Petra Oduya"), CUSTOMS, 2,
        ),
    ],
    # A section below the date; lines of seventy characters.
    "pressread-sections": [
        Expected(
            f"{QUAY} that nobody in the council of the town had been shown, and an inquiry that "
            "nobody wants begins in April",
            GAZETTE, "2019-03-03", (*PETTIFER, "Sam Finch"), RESIGNED, 1,
        ),
        Expected(WOOD, COURIER, "2019-04-17", WHELAN, CUSTOMS, 1),
    ],
    # Who wrote a report, or which agency; a notice of the BBC below its code.
    "bbcmon-writers": [
        Expected(
            "Ferry of Eastharbour to stop on Sundays", "Al-Mina", "2019-03-03",
            ("Salma Haddad", "Sam Finch"), "The ferry of Eastharbour", 1,
        ),
        Expected("Port halts timber imports", "Norpress", "2019-04-17", (), CUSTOMS, 1),
    ],
    # The outlet directly below a notice, who sells the story on, surnames first, two exports in
    # one file, a notice and a programme above the headline.
    "lexisnexis-notices": [
        Expected(
            f"{QUAY}; Nobody in the council had been shown it", GAZETTE, "2019-03-03", PETTIFER,
            RESIGNED, 1,
        ),
        Expected(
            WOOD, COURIER, "2019-04-17", (*WHELAN, "Petra M. Oduya", "Mathis von Holt"), CUSTOMS, 1
        ),
        Expected(
            "The ferry that nobody ordered", "CHN", "2019-05-05", ("Sam Finch",), "SAM FINCH:", 1
        ),
    ],
    # A saved page without blank lines: the headline stands directly below the date.
    "lexisnexis-page": [
        Expected(
            f"{QUAY} / Nobody in the council had been shown it", GAZETTE, "2019-03-03", PETTIFER,
            RESIGNED, 2,
        ),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
        Expected("Night markets to close at ten", GAZETTE, "2019-05-05", (), "Traders said", 1),
    ],
    # A mail, without rules between documents; a date that a mail program broke; an initial.
    "proquest-mail": [
        Expected(QUAY, GAZETTE, "2019-03-03", (*PETTIFER, "E Marian Holt"), RESIGNED, 2),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
    ],
    # A sentence that begins with the words above the citation.
    "gale-quoted": [Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 3)],
    # People and subjects in lines of their own; last paragraphs that begin with "By".
    "ebsco-lists": [
        Expected(QUAY, GAZETTE, "2019-03-04", (*PETTIFER, "Sanne de Vries"), RESIGNED, 2),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 2),
    ],
    # The date below the outlet, a headline with a number, paragraphs that look like fields.
    "newsbank-dashes": [
        Expected(f"{QUAY} (2/3)", "The Harbour Gazette", "2019-03-03", PETTIFER, RESIGNED, 3),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
    ],
    # All fields above the text.
    "pressread-fields": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 2),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
    ],
    # The page below the date.
    "pressread-pages": [Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 1)],
    # The date above the outlet.
    "europresse-printed": [
        Expected(
            "Le bac ne passera plus", "Le Courrier du Port", "2019-04-12",
            ("Jean-Pierre Lefèvre",), "Le bac d'Eastharbour", 1,
        ),
    ],
    # The source above the headline; names below it, with surnames first or with "Von".
    "wiso-printed": [
        Expected(*FERRY, ("Käthe von der Heide", "Jörg Weiß"), "Die Fähre von Osthafen", 1),
        Expected(
            "Kein Zebraholz mehr", "Nordfelder Kurier", "2019-04-17", ("Käthe Holt", "Jan Bakker"),
            "Der Zoll hält", 1,
        ),
    ],
    # A source in two lines, its place with two names; a paragraph that looks like a source; a year
    # of two digits.
    "bbcmon-wrapped": [
        Expected(
            "Ferry of Eastharbour to stop on Sundays", "The Harbour Mirror", "2019-03-03", (),
            "The ferry of Eastharbour", 3,
        ),
        Expected("Port halts timber imports", "Norpress", "1988-04-17", (), CUSTOMS, 1),
    ],
    # The foot of a page below a document; a blog of an outlet.
    "nexisuni-pages": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 1),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
    ],
    # A saved page: who wrote stands apart; numbers in front and within.
    "factiva-apart": [
        Expected(
            "Quaymaster gone: what now? Divers (14, 15) may know", GAZETTE, "2019-03-03",
            ("Sam Finch",), RESIGNED, 1,
        ),
        Expected("Zebrawood halted", COURIER, "2019-04-17", ("Petra Oduya",), CUSTOMS, 1),
    ],
}  # fmt: skip


#: A document without a number, in the layout of Nexis Uni.
SUMMARY = """Harbour news summary
Harbour Wire
March 3, 2019

Copyright 2019 Harbour Wire

Length: 30 words
Body

These are the main stories of the day from the harbours of the eastern coast.

{}

Load-Date: March 4, 2019

End of Document
"""


def example(name: str) -> str:
    return (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def documents(text: str) -> list[ExportedDocument]:
    found = list(split(text))
    assert not any(isinstance(each, Broken) for each in found), found
    return [each for each in found if isinstance(each, ExportedDocument)]


def facts(document: ExportedDocument) -> dict[str, Finding]:
    data = document.text.encode()
    return {
        each.field: each
        for each in document.layout.stated(data, Text(document.text, "utf-8"))
        if each.field != "other"
    }


def told(document: ExportedDocument) -> Expected:
    found = {field: each.value for field, each in facts(document).items()}
    return Expected(
        found.get("headline", ""),
        found.get("outlet", ""),
        str(found.get("published", "")),
        found.get("byline", ()),
        "",
        len(found["body"]),
    )


def test_every_layout_has_an_example() -> None:
    assert {name.partition("-")[0] for name in EXPECTED} == {layout.name for layout in LAYOUTS}
    assert {path.stem for path in EXAMPLES.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_is_recognised_by_its_marks(name: str) -> None:
    layout = layout_of(example(name))
    assert layout is not None
    assert layout.name == name.partition("-")[0]


@pytest.mark.parametrize("name", EXPECTED)
def test_facts_are_told_apart(name: str) -> None:
    found = documents(example(name))
    assert [told(each) for each in found] == [each._replace(begins="") for each in EXPECTED[name]]
    bodies = [facts(each)["body"].value for each in found]
    for body, expected in zip(bodies, EXPECTED[name], strict=True):
        assert body[0].startswith(expected.begins)


@pytest.mark.parametrize("name", EXPECTED)
def test_evidence_points_at_the_lines_that_state_a_fact(name: str) -> None:
    for document in documents(example(name)):
        lines = document.text.split("\n")
        for field in ("headline", "outlet"):
            finding = facts(document).get(field)
            if finding is not None and document.layout.name != "wire":
                shown = " ".join(" ".join(lines[n - 1].split()) for n in finding.locator.lines)
                last_word = str(finding.value).split()[-1]
                assert last_word in shown, (field, finding, shown)


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff".encode().decode() + text,
        lambda text: text.replace("\n\n\n", "\n\f\n\n"),
    ],
    ids=["CRLF", "byte order mark", "form feeds"],
)
def test_other_line_ends_change_nothing(name: str, change: object) -> None:
    assert callable(change)
    plain = documents(example(name))
    changed = documents(change(example(name)).removeprefix("\ufeff"))
    assert [(each.id, told(each)) for each in changed] == [(each.id, told(each)) for each in plain]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_ids_do_not_depend_on_the_rest_of_the_export(name: str) -> None:
    text = example(name)
    again = documents(text)
    assert len({each.id for each in again}) == len(again)
    assert all(each.id and "\n" not in each.id for each in again)


def test_menus_may_be_in_chinese() -> None:
    text = example("factiva")
    for english, chinese in (
        (" words\n", " 字\n"), ("3 March 2019", "2019 年 3 月 3 日 17:04"), ("Document ", "文件 "),
    ):  # fmt: skip
        assert english in text
        text = text.replace(english, chinese)
    assert [told(each) for each in documents(text)][:2] == [
        each._replace(begins="") for each in EXPECTED["factiva"]
    ][:2]


def test_two_texts_with_one_headline_and_beginning_are_two_articles() -> None:
    """Agencies send several on one day; what is twice the same stays one article."""
    ends = ("It rained on Sunday.", "It snowed on Monday.", "It rained on Sunday.")
    export = "\n\n".join(SUMMARY.format(end) for end in ends)
    ids = [each.id for each in documents(export)]
    assert len(ids) == 3
    assert len(set(ids)) == 2


@pytest.mark.parametrize("name", EXPECTED)
def test_any_part_of_an_export_can_be_read(name: str) -> None:
    """Whatever a text is cut to, or however its lines are mixed, nothing fails."""
    text = example(name)
    chance = random.Random(7)
    layout = next(each for each in LAYOUTS if each.name == name.partition("-")[0])
    for _ in range(20):
        start, stop = sorted(chance.sample(range(len(text)), 2))
        lines = text[start:stop].split("\n")
        for part in (text[start:stop], "\n".join(chance.sample(lines, len(lines)))):
            for each in split(part, layout):
                if isinstance(each, ExportedDocument):
                    facts(each)


@pytest.mark.parametrize(
    "text",
    [
        "The clerk wrote\n\nEnd of Document\n\nbelow it, and left.\n\nNobody asked why.",
        "1 of 12 DOCUMENTS\n\nwas missing, the archivist said. It was found again on Sunday.",
        "Document 1 of 3\n\nis lost.\n\nProQuest, a company, was asked about it.",
        "By Ann Lee\n\nA report of AFP-Services came at 10 GMT.\n\nIt said little.",
    ],
)
def test_an_article_that_quotes_a_mark_is_no_export(text: str) -> None:
    assert layout_of(text) is None


#: Layouts whose documents end with a mark or with fields, and so tell when one is cut off.
ENDED = (
    "nexisuni",
    "factiva",
    "factiva-codes",
    "factiva-contents",
    "proquest",
    "proquest-fr",
    "gale",
    "gale-byline",
    "newsbank",
    "newsbank-read",
    "europresse",
    "europresse-en",
    "wiso",
    "wiso-below",
)


@pytest.mark.parametrize("name", ENDED)
def test_a_file_that_ends_inside_a_document_names_it(name: str) -> None:
    text = example(name)
    *whole, last = documents(text)
    begins = text.index(EXPECTED[name][-1].begins)
    cut = list(split(text[: begins + 12]))
    assert [each.id for each in cut if isinstance(each, ExportedDocument)] == [
        each.id for each in whole
    ]
    (broken,) = (each for each in cut if isinstance(each, Broken))
    assert broken.number == last.number
    assert "Export the file again" in broken.reason
