"""What the examples of LexisNexis and Nexis Uni must give."""

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

NEXIS: dict[str, list[Expected]] = {
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
    # Menus in Dutch and Swedish; an outlet that begins with a small letter.
    "nexisuni-nl": [
        Expected(
            "De veerboot vaart niet meer", "De Havenkrant", "2019-03-03", ("Anna de Vries",),
            "De veerboot van", 2,
        ),
        Expected("Färjan går inte längre", "de Volkskade", "2019-03-03", (), "Färjan i Östhamn", 1),
    ],
    # Two names of an outlet, an address and the outlet beside the name, parts below the text.
    "nexisuni-notes": [
        Expected(
            f"{QUAY}; Nobody in the council had been shown it", "Harbour Watch", "2019-03-03",
            PETTIFER, "Link to Image", 2,
        ),
        Expected("Zebrawood imports halted", COURIER, "2019-03-04", (), CUSTOMS, 1),
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
    # The foot of a page below a document; a blog of an outlet.
    "nexisuni-pages": [
        Expected(QUAY, GAZETTE, "2019-03-03", PETTIFER, RESIGNED, 1),
        Expected(WOOD, COURIER, "2019-04-17", (), CUSTOMS, 1),
    ],
}  # fmt: skip
