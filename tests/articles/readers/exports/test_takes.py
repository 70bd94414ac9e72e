"""Takes of one story on a wire become one article, where their slugs leave no doubt."""

from __future__ import annotations

import pytest

from articles.readers import Text
from articles.readers.exports import PART_RULE, ExportedDocument, split
from articles.readers.exports.takes import Slug, slug_in


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("BC-EU--Ferry Contract,312", Slug("eu ferry contract", "", 1)),
        ("BC-Ferry Contract,1st Ld-Writethru,312", Slug("ferry contract", "1st ld writethru", 1)),
        ("BC-Ferry Contract,1st Ld,2nd Add,80", Slug("ferry contract", "1st ld", 3)),
        ("AM-Ferry Contract, First Add, a0512", Slug("ferry contract", "", 2)),
        ("FERRY-CONTRACT (TAKE 2)", Slug("ferry contract", "", 2)),
        ("FERRY-Contract, 3rd take", Slug("ferry contract", "", 3)),
    ],
)
def test_a_slug_says_which_take_of_which_story_follows(line: str, slug: Slug) -> None:
    assert slug_in(line) == slug


def take(slug: str, text: str, *, time: str = "1015", day: str = "03-03-19") -> str:
    return f"{slug}\n^Quaymaster resigns\n   {text}\nAP-WF-{day} {time}GMT\n\n"


LEAD = take("BC-Quay,120", "The quaymaster has resigned.")
ADD = take("BC-Quay,1st Add,80", "An inquiry will begin.")
OTHER = take("BC-Wood,90", "No wood comes through the port.")


def read(text: str) -> list[tuple[tuple[str, ...], bool]]:
    """The body of each article, and whether it is announced as a part of a story."""
    found = []
    for each in split(text):
        assert isinstance(each, ExportedDocument)
        stated = each.layout.stated(each.text.encode(), Text(each.text, "utf-8"))
        body = next(finding.value for finding in stated if finding.field == "body")
        found.append((body, any(finding.rule == PART_RULE for finding in stated)))
    return found


RESIGNED, INQUIRY = "The quaymaster has resigned.", "An inquiry will begin."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LEAD + ADD + OTHER, [((RESIGNED, INQUIRY), False)]),
        (LEAD + OTHER + ADD, [((RESIGNED, INQUIRY), False)]),
        # Twice the same lead: it is not sure which one goes on.
        (LEAD + LEAD + ADD + OTHER, [((RESIGNED,), False)] * 2 + [((INQUIRY,), True)]),
        # The first take is missing, or is of another day or of another version.
        (OTHER + ADD, [((INQUIRY,), True)]),
        (
            take("BC-Quay,120", RESIGNED, day="02-20-19") + OTHER + ADD,
            [((RESIGNED,), False), ((INQUIRY,), True)],
        ),
        (
            take("BC-Quay,1st Ld,120", RESIGNED)
            + take("BC-Quay,2nd Ld,1st Add,80", INQUIRY)
            + OTHER,
            [((RESIGNED,), False), ((INQUIRY,), True)],
        ),
        # A take between them is missing.
        (
            LEAD + take("BC-Quay,2nd Add,80", INQUIRY) + OTHER,
            [((RESIGNED,), False), ((INQUIRY,), True)],
        ),
        # More was to follow.
        (
            LEAD.replace("resigned.\n", "resigned.\n   (more)\n") + OTHER,
            [((RESIGNED,), True)],
        ),
    ],
    ids=[
        "one after the other",
        "another story between",
        "two leads",
        "no lead",
        "another day",
        "another version",
        "a gap",
        "an open end",
    ],
)
def test_takes_are_joined_or_announced(
    text: str, expected: list[tuple[tuple[str, ...], bool]]
) -> None:
    wood = (("No wood comes through the port.",), False)
    assert [each for each in read(text) if each != wood] == expected


def test_the_first_take_alone_has_the_id_of_the_whole_story() -> None:
    lead = take(
        "BC-Quay,120",
        "The quaymaster resigned on Saturday after the councillors had learned it all.",
    )
    ids = [
        [each.id for each in split(text) if isinstance(each, ExportedDocument)]
        for text in (lead + OTHER, lead + OTHER + ADD)
    ]
    assert ids[0] == ids[1]
