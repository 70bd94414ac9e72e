"""Headlines: which of the lines above a story is taken, and where none is."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.fields.headline.features import candidates
from articles.extraction.fields.headline.rules import weights, without_outlet
from articles.extraction.page.layout import layout_of
from articles.extraction.page.page import Page

STORY = """
The lighthouse at Cape Morran will be dark from Friday for the first time in a century.
Keepers said the lamp of the lighthouse had cracked in the January storm and cannot be mended.
A new lamp for the cape has been ordered, but the maker says that it will take five months.
Until then fishermen must find Cape Morran by radio, as the harbour master told them on Monday.
“The storm took the lamp,” the keeper Ada Brill said, “but the lighthouse is still standing here.”
"""
HEADLINE = "Storm leaves Cape Morran lighthouse without its lamp"


def headline_of(head: str) -> str:
    headline: str = extract(Page.of(head.strip("\n") + "\n" + STORY)).headline
    return headline


@pytest.mark.parametrize(
    "head",
    [
        HEADLINE,
        f"Coast\n{HEADLINE}",
        f"Havneposten, 2/6 2019\n\n{HEADLINE}\n\nBy Ada Brill",
        f"The Cape Courier, Sunday 2 June 2019, page 4\n{HEADLINE}",
        f"NIGHT AT SEA\n{HEADLINE}\n2 June 2019",
        f"{HEADLINE}\nBy Ada Brill\n2 June 2019",
        f"{HEADLINE}\nFishermen will have to do without the light until autumn\nBy Ada Brill",
        f"{HEADLINE}\nShare\nTweet\nEmail\nOrder a reprint of this page\n2 June 2019",
        f"{HEADLINE}\nAda Brill/June 2, 2019\n6 min read",
        f"{HEADLINE}\nAn old lamp, seen in the spring\nPictures of the week\nBy Ada Brill",
        f"Council agrees to widen the road to Tallow\nBaker wins a prize for rye\n{HEADLINE}\n2 June 2019",
        f"Home\nNews\nBooks and Films of the Week\nTravel and Living\n{HEADLINE}\nBy Ada Brill",
        f"{HEADLINE}\n{HEADLINE}\nBy Ada Brill",
        f"{HEADLINE} | The Morran Mail\nNews\n{HEADLINE}\nBy Ada Brill",
        f"Home / Coast / {HEADLINE}\nAda Brill\n{HEADLINE}\nJune 2, 2019",
        f"Be one of the first to comment\n{HEADLINE}\nBy Ada Brill\nBe one of the first to comment",
        f"Headline: {HEADLINE}",
        f"# {HEADLINE}",
        f"{HEADLINE} | Reuters\n2 June 2019",
    ],
    ids=[
        "alone",
        "under a section",
        "under a paper and its date",
        "under a paper, its date and the page",
        "under a kicker",
        "over byline and date",
        "over a standfirst",
        "over a share bar",
        "over a loose byline",
        "over teasers",
        "under teasers",
        "under a menu",
        "twice",
        "in the page title too",
        "at the end of a path too",
        "among invitations",
        "labelled",
        "marked down",
        "with an outlet at its end",
    ],
)
def test_the_headline_is_told_from_what_surrounds_it(head: str) -> None:
    assert headline_of(head) == HEADLINE


@pytest.mark.parametrize(
    "head",
    [
        "",
        "2 June 2019",
        "Share\nTweet\nEmail",
        "Coast",
        "Sign up for our weekly letter\nLog in",
        "Books and Films of the Week\nTravel and Living\nGames and Puzzles",
    ],
    ids=["nothing", "date", "share bar", "section", "invitations", "menu"],
)
def test_where_no_line_is_like_one_there_is_no_headline(head: str) -> None:
    assert headline_of(head) == ""


def test_the_finding_says_where_and_why() -> None:
    found = extract(Page.of(f"Coast\n{HEADLINE}\nBy Ada Brill\n{STORY}")).of("headline")
    assert [finding.locator.lines for finding in found] == [(2,)]
    assert found[0].rule == "headline.weighed"
    assert "line 2 is most like a headline" in found[0].why
    assert "byline right below" in found[0].why


def test_a_path_leads_to_the_line_it_repeats() -> None:
    found = extract(Page.of(f"Home / Coast / {HEADLINE}\n{HEADLINE}\n2 June 2019\n{STORY}"))
    assert found.of("headline")[0].locator.lines == (2,)


def test_every_measure_has_a_weight_and_every_weight_a_measure() -> None:
    lines = candidates(layout_of(Page.of(f"{HEADLINE}\n{STORY}")))
    assert {*lines[0].features, "no headline"} == set(weights())


def test_features_are_shares() -> None:
    head = "\n".join([HEADLINE, "One more line of a menu"] * 300)
    for line in candidates(layout_of(Page.of(f"{head}\n{STORY}"))):
        assert all(0 <= value <= 1 for value in line.features.values()), line


def test_a_page_of_menus_alone_has_no_candidates() -> None:
    assert candidates(layout_of(Page.of("Home\nNews\nSport"))) == []


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Lamp breaks - BBC News", "Lamp breaks"),
        ("Lamp breaks | Reuters", "Lamp breaks"),
        ("Lamp breaks - twice", "Lamp breaks - twice"),
        ("Lamp breaks", "Lamp breaks"),
    ],
)
def test_a_known_outlet_at_its_end_is_no_part_of_a_headline(title: str, headline: str) -> None:
    assert without_outlet(title) == headline


GALLERY = """In pictures: goats on the upper lane

3 March 2019

1/2
Two goats on the stair of the mill. Photo: Sam Finch
2/2
The gate at dusk. Photo: Sam Finch
"""


def test_a_gallery_has_a_headline_and_its_captions_are_the_text() -> None:
    found = extract(Page.of(GALLERY))
    assert found.headline == "In pictures: goats on the upper lane"
    assert found.body == found.captions
    assert len(found.body) == 2


@pytest.mark.parametrize(
    ("last", "headline"),
    [
        ("You received this email because you signed up. Unsubscribe", "The Lane Letter"),
        ("The Lane Letter is printed in Norden.", "Your daily briefing from the valley of the mills"),
    ],
)  # fmt: skip
def test_the_title_of_a_newsletter_is_its_headline(last: str, headline: str) -> None:
    page = f"""The Lane Letter
Your daily briefing from the valley of the mills
Sunday, 3 March 2019

Good morning. Here is what you need to know today about the mills.

1. Mill sold

The lower mill has been sold to a maker of soap, who promises to keep sixty jobs. Read more

2. Bridge toll

The parish will ask carts for a penny at the old bridge from the first of June. Read more

{last}
"""
    assert extract(Page.of(page)).headline == headline
