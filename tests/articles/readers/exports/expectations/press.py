"""What the examples of NewsBank, PressReader, Europresse and WISO must give."""

from __future__ import annotations

from tests.articles.readers.exports.expectations.documents import (
    COURIER,
    CUSTOMS,
    FERRY,
    GAZETTE,
    PETTIFER,
    QUAY,
    RESIGNED,
    WHELAN,
    WOOD,
    Expected,
)

PRESS: dict[str, list[Expected]] = {
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
    # The older form; values below their labels.
    "newsbank-old": [
        Expected(QUAY, "The Harbour Gazette", "2019-03-03", PETTIFER, RESIGNED, 2),
        Expected(WOOD, "Northfield Courier", "2019-04-17", WHELAN, CUSTOMS, 1),
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
    # A page and a role beside the date; a standfirst below the headline.
    "pressread-dots": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 2),
        Expected(
            "Zebrawood imports halted", "Sunday Courier", "2019-03-03", (*WHELAN, "Petra Oduya"),
            CUSTOMS, 1,
        ),
    ],
    # A summary whose numbers stand below its entries; a certificate in English.
    "europresse-saved": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 1),
        Expected(
            "Le bac ne passera plus", "Le Courrier du Port", "2019-04-12",
            ("Jean-Pierre Lefèvre",), "Le bac d'Eastharbour", 1,
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
}  # fmt: skip
