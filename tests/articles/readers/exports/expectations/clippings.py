"""What the examples of APA and GoPress must give."""

from __future__ import annotations

from tests.articles.readers.exports.expectations.documents import (
    FERRY,
    Expected,
)

CLIPPINGS: dict[str, list[Expected]] = {
    # A paper that an article quotes; editions, a kicker and lines below the headline.
    "apa": [
        Expected(*FERRY, ("Anna Müller",), "Die Fähre von Osthafen", 4),
        Expected("Kein Zebraholz mehr", "Nordfelder Kurier", "2019-04-17", (), "Der Zoll hält", 1),
        Expected("Der Hafenmeister", "Hafenzeitung", "2019-03-03", (), "Der Herr Hafenmeister", 1),
    ],
    # Websites, with the day on which they were found; a headline in two lines.
    "apa-found": [
        Expected(
            'Fähre von Osthafen: "Wer hinüber will, soll selber rudern"', "Hafenzeitung.at", "",
            ("Anna Müller", "Jörg Weiß"), "Die Fähre von Osthafen", 4,
        ),
        Expected("Zwei Wochen in Nordfeld", "Nordfelder Kurier", "", (), "Der Zoll hält", 1),
    ],
    # Two articles of one page; one without a headline in the list; dates in French.
    "gopress": [
        Expected(
            "De veerboot vaart niet meer", "De Havenkrant", "2019-03-03", ("Anna de Vries",),
            "De veerboot van", 3,
        ),
        Expected("Geen zebrahout", "Le Courrier du Port", "2019-04-17", (), "De douane houdt", 1),
        Expected("De kaai blijft dicht", "De Havenkrant", "2019-03-03", (), "De kaai van", 1),
    ],
    # The list alone, without the texts.
    "gopress-list": [
        Expected("De veerboot vaart niet meer", "De Havenkrant", "2019-03-03", (), "", 0),
        Expected("Geen zebrahout", "Le Courrier du Port", "2019-04-17", (), "", 0),
    ],
}  # fmt: skip
