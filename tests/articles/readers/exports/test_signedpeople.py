"""The names in fields that state who wrote an article."""

from __future__ import annotations

import pytest

from articles.readers.exports.signedpeople import people_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Lorna Pettifer", ("Lorna Pettifer",)),
        ("Von Anna Müller und Jörg Weiß", ("Anna Müller", "Jörg Weiß")),
        ("Di Anna Rossi", ("Anna Rossi",)),
        ("di Anna Rossi e Marco Bassi", ("Anna Rossi", "Marco Bassi")),
        ("Di Stefano", ("Di Stefano",)),
        ("Staff Reporter", ("Staff Reporter",)),
    ],
)
def test_names_come_without_what_opens_the_field(text: str, names: tuple[str, ...]) -> None:
    assert people_in(text) == names


def test_a_surname_may_come_first() -> None:
    assert people_in("Di Stefano, Marco", surname_first=True) == ("Marco Di Stefano",)
