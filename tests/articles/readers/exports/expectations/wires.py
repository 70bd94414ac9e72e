"""What the examples of BBC Monitoring and wire copy must give."""

from __future__ import annotations

from tests.articles.readers.exports.expectations.documents import (
    CUSTOMS,
    PETTIFER,
    QUAY,
    WOOD,
    Expected,
)

WIRES: dict[str, list[Expected]] = {
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
    # Slugs and takes of other services, with the initials of those who sent them.
    "wire-services": [
        Expected(QUAY, "Reuters", "2019-03-03", PETTIFER, "EASTHARBOUR, March 3", 2),
        Expected(
            "Quaymaster resigns in ferry row", "Agence France-Presse", "2019-03-03", (),
            "EASTHARBOUR, England", 2,
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
    # Who wrote a report, or which agency; a notice of the BBC below its code.
    "bbcmon-writers": [
        Expected(
            "Ferry of Eastharbour to stop on Sundays", "Al-Mina", "2019-03-03",
            ("Salma Haddad", "Sam Finch"), "The ferry of Eastharbour", 1,
        ),
        Expected("Port halts timber imports", "Norpress", "2019-04-17", (), CUSTOMS, 1),
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
}  # fmt: skip
