from __future__ import annotations

import pytest

from articles.extraction.lines.authors import signature_in
from articles.extraction.lines.biographies import subject_of_bio
from articles.extraction.lines.names import names_in
from articles.extraction.words.persons import has_given_name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee, Political Editor", ("Ann Lee",)),
        ("Ann Lee in Nairobi", ("Ann Lee",)),
        ("Ann Lee 4 March 2020", ("Ann Lee",)),
        ("Ann Lee on December 5, 2016", ("Ann Lee",)),
        ("Ann Lee | Reuters", ("Ann Lee",)),
        ("Ann Lee for the Daily Planet", ("Ann Lee",)),
        ("Ann LeeView More Articles", ("Ann Lee",)),
        ("Ann LeeAnn Lee", ("Ann Lee",)),
        ("Ann Leeann@example.org@annlee", ("Ann Lee",)),
        ("Michael Young", ("Michael Young",)),
        ("David Post", ("David Post",)),
        ("Kim Min-soo", ("Kim Min-soo",)),
        ("Jean-Luc d'Arcy", ("Jean-Luc d'Arcy",)),
        ("Ann Lee@in/annlee/@annlee", ("Ann Lee",)),
        ("Ann DaltonEducation Reporter", ("Ann Dalton",)),
        ("Ann DaltonBo Ekman", ("Ann Dalton", "Bo Ekman")),
        ("Guest Columnist Ann Lee", ("Ann Lee",)),
        ("Ann Lee: Guest columnist", ("Ann Lee",)),
        ("Ann Lee Special to the Daily Planet", ("Ann Lee",)),
        ("Ann Lee Yesterday 10:00am", ("Ann Lee",)),
        ("Eye Opener", None),
        ("Opening Bell", None),
        ("Ann Lee resigns", None),
        ("Ann Lee of the council speaks", None),
        ("Central Park", None),
        ("All-new Family Car", None),
        ("BERLIN, Germany (Reuters) -", None),
    ],
)
def test_a_line_may_sign_without_by(line: str, names: tuple[str, ...] | None) -> None:
    signature = signature_in(line)
    assert (signature.names if signature else None) == names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ann Lee is a staff writer at the Planet.", "Ann Lee"),
        ("Ann Lee covers energy for the Planet.", "Ann Lee"),
        ("Ann Lee can be reached at ann@example.org", "Ann Lee"),
        ("Follow Ann Lee on Twitter", "Ann Lee"),
        ("Ann Lee is a lorry driver.", ""),
        ("The bridge is a work of its author.", ""),
    ],
)
def test_a_biography_presents_an_author(line: str, name: str) -> None:
    assert subject_of_bio(line) == name


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("Ann Lee", True),
        ("José Ek", True),
        ("Jean-Luc Ek", True),
        ("Opening Bell", False),
        ("", False),
    ],
)
def test_given_names_are_known(name: str, is_known: bool) -> None:
    assert has_given_name(name) is is_known


@pytest.mark.parametrize("text", ["World News", "New York", "Ann", "Ann Lee?", "7 Days", ""])
def test_what_is_no_name_is_none(text: str) -> None:
    assert names_in(text) == ()
