"""The outlet: which names of a page are candidates, and which of them is chosen."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.fields.outlet.features import features_of, is_column
from articles.extraction.fields.outlet.rules import LEAST_CHANCE, NO_OUTLET, chance_of, weights
from articles.extraction.fields.outlet.signs import candidates_on
from articles.extraction.page.layout import layout_of
from articles.extraction.page.page import Page

HEADLINE = "Old bridge closed to lorries after cracks are found"
STORY = (
    "The old bridge over the river was closed to lorries on Monday, the district office said.\n\n"
    "Engineers had found cracks in two of its piers, according to a report the council published."
)


def page(head: str = "", tail: str = "") -> Page:
    return Page.of(f"{head}\n{HEADLINE}\nBy Ann Lee\n4 March 2021\n\n{STORY}\n\n{tail}\n")


@pytest.mark.parametrize(
    ("tail", "name", "evidence"),
    [
        ("© 2021 Harbour Caller. All rights reserved.", "Harbour Caller", "copyright"),
        ("Sign in to your Harbour Caller account", "Harbour Caller", "account"),
        ("Harbour Caller e-edition", "Harbour Caller", "speaks"),
        ("Harbour Caller on Instagram", "Harbour Caller", "follow"),
        ("Sign up for the bne IntelliNews newsletter", "bne IntelliNews", "newsletter"),
        ("The best of the web, as The Guardian sees it", "The Guardian", "in-a-line"),
        ("The-CNN-Wire™ & © 2021 Cable News Network, Inc.", "CNN", "wire"),
        ("The Guardian > News > Boats", "The Guardian", "path"),
        ("QHB Radio\nQHB Jobs\nQHB Boats", "QHB", "brand"),
        ("Your daily briefing from the Harbour Caller", "Harbour Caller", "newsletter"),
        ("The quay at dusk. (Image: Harbour Caller)", "Harbour Caller", "credit"),
        ("14 The Harbour Herald – Thursday, 4 March 2021", "The Harbour Herald", "folio"),
        ("Ann Lee is an editor who grew up near The Guardian.", "The Guardian", "in-a-bio"),
        ("Letters to Harbour Caller’s editor", "Harbour Caller", "staffer"),
        ("Boats on the quay: WIRED was there on Monday", "Wired", "in-a-line"),
        ("Unlimited access to Harbour Caller and its archive", "Harbour Caller", "account"),
        ("More on boats Mashable staffers", "Mashable", "staff"),
        ("© 2021 Quay Media, LLC HARBOUR CALLER is a trademark", "HARBOUR CALLER", "owned"),
        (
            "© 2021 Harbour Caller + Quay Publishing. All rights reserved.",
            "Harbour Caller",
            "copyright",
        ),
    ],
)
def test_names_are_candidates_by_what_stands_beside_them(
    tail: str, name: str, evidence: str
) -> None:
    found = {each.name: each.evidence for each in candidates_on(layout_of(page(tail=tail)))}
    assert evidence in found[name]


@pytest.mark.parametrize(
    ("line", "name", "evidence"),
    [
        ("Ann Lee, Contributing Editor, The Guardian", "The Guardian", "beside-a-role"),
        ("The Guardian / March 4, 2021", "The Guardian", "byline"),
        ("Ann Lee • HarbourLive", "HarbourLive", "signed"),
        ("By Harbour Caller Staff", "Harbour Caller", "desk"),
        ("Aug 27, 2022Harbour Caller Correspondent", "Harbour Caller", "desk"),
        ("by Harbour CourierMarch 4, 202100382", "Harbour Courier", "by-a-paper"),
        ("THE HARBOUR COURIER, THURSDAY, MARCH 4, 2021", "THE HARBOUR COURIER", "folio"),
        ("Harbour Online > News > Boats > Quays", "Harbour Online", "site-path"),
    ],
)
def test_a_line_near_the_headline_signs_the_story(line: str, name: str, evidence: str) -> None:
    found = {each.name: each.evidence for each in candidates_on(layout_of(page(line)))}
    assert evidence in found[name]


@pytest.mark.parametrize(
    ("sentence", "is_named"),
    [
        ("The Guardian and we who work for it ask you for support.", True),
        ("“We gave it to The Guardian,” the engineer said on the quay.", False),
        ("The Guardian had been on the quay since the morning.", False),
    ],
    ids=["speaks of itself", "quoted", "told of"],
)
def test_inside_a_story_only_a_paragraph_that_speaks_of_itself_names_the_outlet(
    sentence: str, is_named: bool
) -> None:
    more = "The engineers will look at the other piers of the bridge before the end of the month."
    other = STORY.replace("old bridge", "new bridge").replace("Engineers", "Painters")
    tail = "\n\n".join([more, more[:-1] + " too.", sentence, f"So {more}", f"And {more}", other])
    candidates = candidates_on(layout_of(page(tail=tail)))
    named = [one for one in candidates if one.name == "The Guardian"]
    assert [one.evidence for one in named] == [frozenset({"inner"})] * is_named


def test_a_short_form_of_a_known_outlet_s_name_is_no_other_outlet() -> None:
    tail = "About NYT\nContact NYT\nThe New York Times"
    candidates = candidates_on(layout_of(page(tail=tail)))
    assert [each.name for each in candidates] == ["The New York Times"]


@pytest.mark.parametrize(
    "line", ["© 2020 Newspapers.com. All rights reserved.", "By Denis Lee China Correspondent"]
)
def test_databases_of_clippings_and_writers_with_a_beat_are_no_candidates(line: str) -> None:
    assert not candidates_on(layout_of(page(line)))


def test_a_name_is_chosen_only_if_no_other_weighs_nearly_as_much() -> None:
    assert chance_of(2.0, [2.0, -1.0, 0.0]) > LEAST_CHANCE
    assert chance_of(2.0, [2.0, 1.9, 1.8]) < LEAST_CHANCE


def test_a_known_name_within_a_longer_one_is_no_candidate() -> None:
    candidates = candidates_on(layout_of(page(tail="Read it all in the Svenska Dagbladet today")))
    assert [each.name for each in candidates] == ["Svenska Dagbladet"]


def test_a_column_is_weighed_in_its_own_way() -> None:
    column = layout_of(page())
    menu = "\n".join(f"Boats of pier {number}" for number in range(40))
    assert is_column(column)
    assert not is_column(layout_of(page(menu)))
    assert weights(column=True).keys() == weights(column=False).keys()
    assert weights(column=True) != weights(column=False)


@pytest.mark.parametrize(
    "tail",
    [
        "theguardian.com/world/2021/mar/04/bridge",
        "Source: theguardian.com",
        "Ann Lee@AnnLee",
        "Ann Castellane@RealCastellane",
        "Ann Castellane castellane@mail.example @CastellaneHC",
        "Senior staff",
        "Lifestyle\nScience\nCommentary",
        "COMMENTARY 12 min read\nCommentary",
        "Next time we write about City of Gideon, we will send a letter",
    ],
)
def test_cited_addresses_and_writers_are_no_candidates(tail: str) -> None:
    assert candidates_on(layout_of(page(tail=tail))) == []


def test_every_feature_that_has_a_weight_is_a_number_and_the_choice_names_its_lines() -> None:
    layout = layout_of(page("HarbourLive.com\nSearch HarbourLive.com", "About HarbourLive.com"))
    candidates = candidates_on(layout)
    features = features_of(candidates, layout)
    assert [each.name for each in candidates] == ["HarbourLive.com"]
    assert NO_OUTLET in weights(column=True)
    assert all(isinstance(value + 0.0, float) for each in features for value in each.values())
    finding = extract(layout.page).of("outlet")[0]
    assert finding.value == "HarbourLive.com"
    assert "“Search HarbourLive.com”" in finding.why
    assert finding.locator.lines


def test_a_notice_outvotes_labels_that_are_spelt_like_outlets() -> None:
    menu = "Science\nLife & Style\nBusiness\nThe Mirror"
    found = extract(page(menu, f"{menu}\n© 2021 The Harbour Times. All rights reserved."))
    assert found.outlet == "The Harbour Times"


def test_a_provider_is_the_outlet_only_of_its_own_page() -> None:
    provided = "This story was provided by Scientific American."
    assert extract(page(tail=f"{provided}\nMore from Scientific American")).outlet is None
    at_home = f"{provided}\nFollow Scientific American on Twitter\nMore from Scientific American"
    assert extract(page("Scientific American", at_home)).outlet == "Scientific American"


def test_a_surname_of_somebody_on_the_page_is_no_candidate() -> None:
    spoken = "“We will build it,” she told Castellane on the quay, and more than once."
    with_person = page(tail=f"Nora Castellane is the mayor of the town.\n\n{spoken}")
    assert candidates_on(layout_of(with_person)) == []
    assert [each.name for each in candidates_on(layout_of(page(tail=spoken)))] == ["Castellane"]


def test_a_story_reprinted_by_permission_is_not_its_publisher_s_page() -> None:
    notice = "Reprinted by permission of Harvard Business Review Press. Excerpted from Old Boats."
    bio = "Ann Lee is a contributing editor at Harvard Business Review."
    assert extract(page(tail=f"{notice}\n\n{bio}")).outlet is None


def test_a_biography_that_names_several_outlets_does_not_tell_which_one_it_is() -> None:
    bio = "Ann Lee is a columnist for The New Republic and senior writer at Quay Sports."
    layout = layout_of(page(tail=bio))
    features = features_of(candidates_on(layout), layout)
    assert [each["in bios with others"] for each in features] == [True, True]


@pytest.mark.parametrize(
    ("above", "opening", "below"),
    [
        ("", "OSLO (Reuters) - ", ""),
        ("", "OSLO, March 4 (AP) -- ", "Copyright 2021 The Associated Press. All rights reserved."),
        ("", "", "© 2021 Reuters. All rights reserved. Republication is not permitted."),
        ("", "Pune, March 4 (IANS): ", "The mayor told IANS that the bridge is safe."),
        ("The Associated Press", "OSLO (AP) - ", "Updates from The Associated Press"),
        ("", "", "©All rights reserved, news from The Canadian Press"),
        ("", "OSLO (Reuters) - ", "Source: http://www.reuters.com/article/bridge"),
        ("", "OSLO (AP) - ", "MORE AP BUSINESS NEWS »"),
    ],
    ids=["dateline", "and notice", "notice", "told", "byline", "delivered", "source", "a list"],
)
def test_an_agency_is_not_the_outlet_of_a_page_that_only_credits_it(
    above: str, opening: str, below: str
) -> None:
    lines = [HEADLINE, "By Ann Lee", above, "4 March 2021", "", opening + STORY, "", below]
    assert extract(Page.of("\n".join(lines))).outlet is None


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("AP News", "Follow AP\nAbout AP\n© 2021 The Associated Press. All rights reserved."),
        ("", "Sign up for AP’s weekly politics newsletter\nAbout AP News"),
        ("https://apnews.com/article/bridge", ""),
        ("", "Boats\nQuays\nLocks\nPiers\nJobs\n© 2021 The Associated Press. All rights reserved."),
    ],
    ids=["masthead and menus", "invitations", "address", "notice of the page"],
)
def test_an_agency_is_the_outlet_of_its_own_page(head: str, tail: str) -> None:
    lines = [head, HEADLINE, "By Ann Lee", "4 March 2021", "", f"OSLO (AP) — {STORY}", "", tail]
    assert extract(Page.of("\n".join(lines))).outlet == "Associated Press"


def test_where_a_page_credits_an_agency_its_own_name_is_the_outlet_if_it_is_sure_by_itself() -> (
    None
):
    story = f"OSLO (AP) — {STORY}\n\nCopyright 2021 The Associated Press. All rights reserved."
    head, tail = f"{HEADLINE}\nThe Associated Press\n4 March 2021\n", "About the Harbour Herald"
    unsure = extract(Page.of(f"{head}\n{story}\n\nHarbour Herald team\n"))
    sure = extract(Page.of(f"Harbour Herald\n{head}\n{story}\n\n{tail}\n© 2021 Harbour Herald\n"))
    assert (unsure.outlet, unsure.agency) == (None, "Associated Press")
    assert (sure.outlet, sure.agency) == ("Harbour Herald", "Associated Press")


def test_on_a_whole_page_an_agency_that_is_only_credited_weighs_as_any_name() -> None:
    menu = "\n".join(f"Boats of pier {number}" for number in range(40))
    story = f"OSLO (AP) — {STORY}\n\nCopyright 2021 The Associated Press. All rights reserved."
    lines = [HEADLINE, "By Ann Lee", "4 March 2021", "", story, "", "Boats"]
    column, whole = "\n".join(lines), "\n".join([menu, *lines])
    outlets = {is_column(layout_of(Page.of(text))): extract(Page.of(text)).outlet
               for text in (column, whole)}  # fmt: skip
    assert outlets == {True: None, False: "Associated Press"}


def test_a_day_of_the_week_before_a_date_is_no_paper() -> None:
    assert candidates_on(layout_of(page("Sun, March 7, 2021"))) == []
    paper = candidates_on(layout_of(page("The Sun, Sunday, March 7, 2021")))
    assert [each.name for each in paper] == ["The Sun"]
