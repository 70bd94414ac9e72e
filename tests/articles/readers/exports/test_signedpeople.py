"""The names in fields that state who wrote an article."""

from __future__ import annotations

import pytest

from articles.readers.exports.signedpeople import is_signature, people_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Lorna Pettifer", ("Lorna Pettifer",)),
        ("Von Anna Müller und Jörg Weiß", ("Anna Müller", "Jörg Weiß")),
        ("Di Anna Rossi", ("Anna Rossi",)),
        ("di Anna Rossi e Marco Bassi", ("Anna Rossi", "Marco Bassi")),
        ("Di Stefano", ("Di Stefano",)),
        ("Av Anna Svensson och Bo Ek", ("Anna Svensson", "Bo Ek")),
        ("Door Anna de Vries en Jan Bakker", ("Anna de Vries", "Jan Bakker")),
        ("Anna Nowak i Jan Kowalski", ("Anna Nowak", "Jan Kowalski")),
        ("Staff Reporter", ("Staff Reporter",)),
        # Nobody has signed.
        ("Anonymous", ()),
        ("Anónimo", ()),
        ("Not available.", ()),
        # Places, roles and agencies are no names.
        ("Aldo Bevilacqua a Portoest", ("Aldo Bevilacqua",)),
        ("Rui Brandão em Porto Novo", ("Rui Brandão",)),
        ("Begoña Núñez, enviada especial", ("Begoña Núñez",)),
        ("Anna Müller, Chefreporterin", ("Anna Müller",)),
        ("Hélène Lefèvre en Italie", ("Hélène Lefèvre",)),
        ("Ruth Fell, Press Association", ("Ruth Fell",)),
        ("SAM FINCH Capital News Service", ("Sam Finch",)),
        ("By LORNA PETTIFER Associated Press Writer", ("Lorna Pettifer",)),
        ("Reuters", ("Reuters",)),
        # Words for "and" may be within a name.
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Lucía Peña y Martín Núñez", ("Lucía Peña", "Martín Núñez")),
        ("Ann Lee, José María de la Fuente", ("Ann Lee", "José María de la Fuente")),
        ("Josep Puig i Cadafalch", ("Josep Puig i Cadafalch",)),
        # A single name before a known given name is a surname.
        ("DE VRIES, ANNA", ("Anna de Vries",)),
        ("Hartley, Jane", ("Jane Hartley",)),
        ("Albrecht, Bernhard", ("Bernhard Albrecht",)),
        ("Reuters, London", ("Reuters, London",)),
        # In a list whose parts have one comma each, surnames come first.
        (
            "Holt, Marian; Oduya, Petra M.; Weiß, Mathis von",
            ("Marian Holt", "Petra M. Oduya", "Mathis von Weiß"),
        ),
        ("Ann Lee, Editor; Bo Ek, Staff Writer", ("Ann Lee", "Bo Ek")),
        # Who helped is left out from the beginning of a word on.
        (
            "By Lorna Pettifer Harbour Chronicle Sam Finch and Petra Oduya of the Harbour "
            "Chronicle contributed to this report.",
            ("Lorna Pettifer Harbour Chronicle",),
        ),
        ("Ann Lee;and reported by Bo Ek;Sam Finch", ("Ann Lee", "Bo Ek", "Sam Finch")),
        ("Aus Kiel berichtet BO EK", ("Aus Kiel berichtet BO EK",)),
        ("INTERVIEW: PETRA ODUYA", ("Petra Oduya",)),
        # A capital letter is an initial, unless all letters are capitals.
        ("Holt, E Marian", ("E Marian Holt",)),
        ("ANNA ROSSI E MARCO BASSI", ("Anna Rossi", "Marco Bassi")),
    ],
)
def test_names_come_without_what_stands_beside_them(text: str, names: tuple[str, ...]) -> None:
    assert people_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Di Stefano, Marco", ("Marco Di Stefano",)),
        ("Holt, Marian; von der Heide, Käthe", ("Marian Holt", "Käthe von der Heide")),
        ("Martin, Paul", ("Paul Martin",)),
        ("Ibáñez Roldán, José María", ("José María Ibáñez Roldán",)),
        ("Por Begoña Núñez, Martín Núñez", ("Begoña Núñez", "Martín Núñez")),
        # Other databases' fields, and credits as newspapers print them
        ("Jane Hartley, Reuters", ("Jane Hartley",)),
        ("Giulia Cantù, inviata", ("Giulia Cantù",)),
        ("Anna Müller, Chefreporterin", ("Anna Müller",)),
    ],
)
def test_a_surname_may_come_first(text: str, names: tuple[str, ...]) -> None:
    assert people_in(text, surname_first=True) == names


@pytest.mark.parametrize(
    "line",
    [
        "By Lorna Pettifer",
        "By a staff reporter",
        "Anna Müller und Jörg Weiß, Chefreporterin",
        "Niccolò Bassi e Chiara Forlì, inviata",
        "LORNA PETTIFER, Staff Writer, and Sam Finch",
        "Anna Müller in Elbstadt",
        "Reuters",
    ],
)
def test_a_line_of_names_signs(line: str) -> None:
    assert is_signature(line)


@pytest.mark.parametrize(
    "line",
    [
        "Die Fähre fährt nicht mehr",
        "Von der Leyen besucht Osthafen",
        "Par amour du quai",
        "Anna Müller resigns over a ferry contract",
        "Anna Müller, Jörg Weiß and a ferry that never came",
        "Who is Anna Müller?",
        "The council rejected it, and Anna Müller left",
        "Harbour Gazette",
        "",
    ],
)
def test_a_headline_does_not_sign(line: str) -> None:
    assert not is_signature(line)
