"""Names of authors as records and markup state them."""

from __future__ import annotations

import pytest

from articles.readers.authornames import author_names


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("By Lorna Pettifer, Staff Writer", ["Lorna Pettifer"]),
        ("Lorna Pettifer, Political Editor", ["Lorna Pettifer"]),
        ("Lorna Pettifer and Idris Whelan", ["Lorna Pettifer", "Idris Whelan"]),
        (
            "Lorna Pettifer, Idris Whelan and Sam Finch",
            ["Lorna Pettifer", "Idris Whelan", "Sam Finch"],
        ),
        (
            "By ABBY BYWATER, KIRBY ASHBY and BOBBY RAND",
            ["Abby Bywater", "Kirby Ashby", "Bobby Rand"],
        ),
        ("Lorna Pettifer lorna@harbour.example", ["Lorna Pettifer"]),
        ("Pettifer, Lorna", ["Lorna Pettifer"]),
        ("Pettifer, Lorna; Whelan, Idris", ["Lorna Pettifer", "Idris Whelan"]),
        ("Pettifer, Lorna and Whelan, Idris", ["Lorna Pettifer", "Idris Whelan"]),
        ("van der Berg, Ludwig", ["Ludwig van der Berg"]),
        ("Lee, Ann, Jr.", ["Ann Lee Jr."]),
        ("O'Neil, Pat Jr.", ["Pat O'Neil Jr."]),
        ("Lorna Pettifer in London and Idris Whelan in Paris", ["Lorna Pettifer", "Idris Whelan"]),
        ("Ann Lee, Reuters", ["Ann Lee", "Reuters"]),
        ("Associated Press", ["Associated Press"]),
        ("Иван Иванов, Пётр Петров", ["Иван Иванов", "Пётр Петров"]),
        ("Ann Lee; Ann Lee", ["Ann Lee"]),
        ("staff", []),
        ("Lorna Pettifer; Political Editor", ["Lorna Pettifer"]),
        ("BBC News; Ann Lee", ["BBC News", "Ann Lee"]),
    ],
)
def test_names_are_parted_and_roles_are_left_out(stated: str, names: list[str]) -> None:
    assert list(author_names([stated])) == names


@pytest.mark.parametrize(
    "stated",
    [
        "Ministry of Health and Social Care",
        "Smith & Sons, Inc.",
        "Guardian staff and agencies",
        "张三",
    ],
)
def test_what_is_no_list_of_names_is_kept_as_it_is(stated: str) -> None:
    assert author_names([stated]) == (stated,)
