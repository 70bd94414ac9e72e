"""What the examples of ProQuest, Gale and EBSCO must give."""

from __future__ import annotations

from tests.articles.readers.exports.expectations.documents import (
    COURIER,
    CUSTOMS,
    GAZETTE,
    PETTIFER,
    QUAY,
    RESIGNED,
    SHOWN,
    WHELAN,
    WOOD,
    Expected,
)

CATALOGUES: dict[str, list[Expected]] = {
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
    # An edition in the title; names after "By"; databases in a list below the last field.
    "proquest-databases": [
        Expected(QUAY, GAZETTE, "2019-03-03", (*PETTIFER, "Sam Finch"), RESIGNED, 2),
        Expected(
            WOOD.upper(), COURIER, "2019-04-17", (*WHELAN, "Petra Oduya"), "NORTHFIELD:", 2
        ),
    ],
    # A title with a full stop.
    "gale-old": [Expected(QUAY, GAZETTE, "2019-03-03", (*PETTIFER, "Sam Finch"), RESIGNED, 1)],
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
}  # fmt: skip
