"""Names, split for bibliographies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.exports.citations.people import Person


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ann Lee", Person("Lee", "Ann")),
        ("  Ann \n Lee ", Person("Lee", "Ann")),
        ("Ludwig van Beethoven", Person("Beethoven", "Ludwig", "van")),
        ("Juan de la Cruz", Person("Cruz", "Juan", "de la")),
        ("Mohammed bin Salman", Person("Salman", "Mohammed", "bin")),
        ("Bashar al-Assad", Person("al-Assad", "Bashar")),
        ("Van Morrison", Person("Morrison", "Van")),
        ("J. R. R. Tolkien", Person("Tolkien", "J. R. R.")),
        ("Martin Luther King Jr.", Person("King", "Martin Luther", suffix="Jr.")),
        ("Martin Luther King, Jr.", Person("King", "Martin Luther", suffix="Jr.")),
        ("Lee, Ann", Person("Lee", "Ann")),
        ("van Beethoven, Ludwig", Person("Beethoven", "Ludwig", "van")),
        ("Staff", Person("Staff")),
        ("desk of the editor", Person("desk of the editor")),
        ("Associated Press", Person("Associated Press")),
        ("The Editorial Board", Person("The Editorial Board")),
        ("BBC News", Person("BBC News")),
        ("Reuters Staff", Person("Reuters Staff")),
        ("Court Reporter", Person("Court Reporter")),
        ("A Long Name Of Far Too Many Words", Person("A Long Name Of Far Too Many Words")),
        ("Ann {Lee}", Person("Ann {Lee}")),
        ("أحمد علي", Person("أحمد علي")),
        ("", Person("")),
    ],
)
def test_a_name_is_split_as_a_library_would(name: str, person: Person) -> None:
    assert Person.of(name) == person


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ann Lee", "A."), ("Jean-Paul Q. Sartre", "J.-P. Q."), ("Staff", "")],
)
def test_initials_keep_their_hyphens(name: str, initials: str) -> None:
    assert Person.of(name).initials == initials


@given(st.text(max_size=60))
def test_no_letter_of_a_name_is_ever_lost(name: str) -> None:
    person = Person.of(name)
    letters = [char for char in person.straight if char.isalpha()]
    assert sorted(letters) == sorted(char for char in name if char.isalpha())
