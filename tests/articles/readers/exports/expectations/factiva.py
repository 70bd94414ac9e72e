"""What the examples of Factiva must give."""

from __future__ import annotations

from tests.articles.readers.exports.expectations.documents import (
    COURIER,
    CUSTOMS,
    FERRY,
    GAZETTE,
    PETTIFER,
    QUAY,
    RESIGNED,
    SHOWN,
    WHELAN,
    WOOD,
    Expected,
)

FACTIVA: dict[str, list[Expected]] = {
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
    # A blank line between all lines, as in Word files; a headline that is written like a name.
    "factiva-blanks": [
        Expected(QUAY, GAZETTE, "2019-03-03", (*PETTIFER, "Sam Finch"), "EASTHARBOUR --", 2),
        Expected(f"UPDATE 2-{WOOD}", "Reuters News", "2019-04-17", WHELAN, "* Customs", 4),
        Expected("Boris Harbour Wins", COURIER, "2019-05-05", (), "He won", 1),
    ],
    # A column above the headline, a role below the name, the publisher below the text.
    "factiva-columns": [
        Expected("Quaymaster gone: what now?", GAZETTE, "2019-03-03", ("Sam Finch",), RESIGNED, 1),
        Expected(
            "Zebrawood: les importations suspendues", "Le Courrier du Port", "2019-04-17", WHELAN,
            "Les douaniers", 1,
        ),
    ],
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
    # A saved page: who wrote stands apart; numbers in front and within.
    "factiva-apart": [
        Expected(
            "Quaymaster gone: what now? Divers (14, 15) may know", GAZETTE, "2019-03-03",
            ("Sam Finch",), RESIGNED, 1,
        ),
        Expected("Zebrawood halted", COURIER, "2019-04-17", ("Petra Oduya",), CUSTOMS, 1),
    ],
}  # fmt: skip
