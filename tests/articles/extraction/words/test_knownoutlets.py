from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.lines.outletmentions import known_in, listed_in
from articles.extraction.page.page import Page
from articles.extraction.words.knownoutlets import key_of, known_outlets, names_of
from articles.extraction.words.vocabulary import folded, words_of
from tests.samples import sampled

KNOWN = known_outlets().known
#: An ordinary run tries the examples of one part of the outlets.
PARTS = 10
STORY = (
    "The old bridge over the river was closed to lorries this week, the district office said.\n"
    "\n"
    "Engineers had found cracks in two of its piers, according to a report the council published.\n"
)
HEADLINE = "Old bridge closed to lorries after cracks are found"


@pytest.mark.parametrize("part", sampled(range(PARTS), [0]))
def test_every_example_is_recognised(part: int) -> None:
    missed = {}
    for outlet in KNOWN[part::PARTS]:
        for example in outlet.examples:
            found = extract(Page.of(f"{example}\n\n{STORY}"))
            names = {found.outlet, found.agency} if outlet.reprinted else {found.outlet}
            if outlet.name not in names:
                missed[outlet.key, example] = found.outlet
    assert missed == {}


def test_every_outlet_has_examples_and_the_slug_of_its_name_as_key() -> None:
    assert [outlet.key for outlet in KNOWN if not outlet.examples] == []
    assert [outlet.key for outlet in KNOWN if outlet.key != key_of(outlet.name)] == []


def test_no_name_slug_slogan_or_domain_belongs_to_two_outlets() -> None:
    for kind in ("key", "aliases", "domains", "slugs", "slogans"):
        values = [
            value
            for outlet in KNOWN
            for value in ([outlet.key] if kind == "key" else getattr(outlet, kind))
        ]
        assert sorted(values) == sorted(set(values)), kind


def test_an_agency_has_slugs_and_only_an_agency_is_reprinted() -> None:
    assert [outlet.key for outlet in KNOWN if outlet.agency != bool(outlet.slugs)] == []
    assert [outlet.key for outlet in KNOWN if outlet.reprinted and not outlet.agency] == []


@pytest.mark.parametrize(
    ("head", "tail", "name", "rule"),
    [
        ("Support Meduza!", "", "Meduza", "outlet.appeal"),
        ("", "A Message from The Moscow Times:", "The Moscow Times", "outlet.appeal"),
        ("", "© 2020 The Guardian News & Media Limited", "The Guardian", "outlet.copyright"),
        ("BBC News", "", "BBC News", "outlet.masthead"),
        ("Reuters", "", "Reuters", "outlet.masthead"),
        ("https://www.dw.com/en/bridge/a-1", "", "Deutsche Welle", "outlet.web-address"),
        (
            "Support The Harbour Courier!",
            "A message from The Harbour Courier:",
            "The Harbour Courier",
            "outlet.appeal",
        ),
    ],
)
def test_a_page_that_speaks_of_itself_names_its_outlet(
    head: str, tail: str, name: str, rule: str
) -> None:
    found = extract(Page.of(f"{head}\n\n{HEADLINE}\n\n{STORY}\n{tail}\n"))
    assert found.outlet == name
    assert [finding.rule for finding in found.of("outlet")] == [rule]


@pytest.mark.parametrize(
    "line",
    [
        "The bridge in winter. Ann Lee / dpa / TASS",
        "The bridge in winter [Ann Lee/Anadolu Agency]",
        "Photo: Reuters",
        "AP Photo/Ann Lee",
    ],
)
def test_a_picture_credit_is_never_the_outlet(line: str) -> None:
    assert extract(Page.of(f"{HEADLINE}\n\n{line}\n\n{STORY}")).outlet is None


def test_the_agency_is_not_the_outlet_where_a_masthead_is_seen() -> None:
    found = extract(Page.of(f"The Irish Times\n\n{HEADLINE}\n\nOSLO (Reuters) - {STORY}"))
    assert (found.outlet, found.agency) == ("The Irish Times", "Reuters")


def test_an_outlet_in_the_story_is_not_the_page_s_own() -> None:
    story = f"{STORY}\nThe Guardian reported it, and people were asked to support Meduza.\n"
    assert extract(Page.of(f"{HEADLINE}\n\n{story}")).outlet is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Moscow Times", "the-moscow-times"),
        ("El País", "el-pais"),
        ("Who's Who", "whos-who"),
    ],
)
def test_a_key_is_the_slug_of_a_name(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize(
    ("head", "tail", "name"),
    [
        ("Ann Lee for Chicago Reader", "", "Chicago Reader"),
        ("Hindustan Times, Pune", "", "Hindustan Times"),
        ("Image: ANN LEE / MASHABLE", "Image: BEN ROE / MASHABLE", "Mashable"),
        (
            "",
            "Ann Lee writes about the harbour regularly for the New Republic.",
            "The New Republic",
        ),
        ("Register", "Sign in / Register", None),
        (
            "",
            "© 2021 The Harbour Reporter\nHarbour staff\nAbout The Harbour Reporter",
            "The Harbour Reporter",
        ),
    ],
    ids=[
        "made for",
        "paper and place",
        "two credits",
        "biography",
        "a menu's word",
        "its own word",
    ],
)
def test_lines_that_name_the_outlet_and_lines_that_do_not(
    head: str, tail: str, name: str | None
) -> None:
    assert extract(Page.of(f"{HEADLINE}\n\n{head}\n\n{STORY}\n{tail}\n")).outlet == name


def test_the_longest_name_that_a_text_begins_with_is_found() -> None:
    known = known_outlets()
    found = [known.leading(text) for text in ("ABC News (Australia), 2 June", "ABC News", "ABCs")]
    assert [outlet.name if outlet else None for outlet in found] == [
        "ABC News (Australia)",
        "ABC News",
        None,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Current Time 0:00",
        "The repository holds the plans of forty bridges",
        "This is money that the town has not got",
        "Opposing views of the bridge were heard",
        "Walla Walla has a new bridge",
        "Bhaskar Rao said that it rusts",
        "The New World had no such bridges",
    ],
)
def test_common_words_and_persons_are_no_outlets(line: str) -> None:
    assert known_in(line, has_phrase=False) is None


def test_a_station_s_number_that_two_share_names_neither() -> None:
    known = known_outlets()
    assert [known.named(name) for name in ("FOX 2", "FOX 17")] == [None, None]
    assert known.leading("FOX 2 Detroit") is not known.named("FOX 2 St. Louis")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Israel reported forty floods last year.", "The Times of Israel"),
        ("The Times of Israel reported forty floods last year.", None),
    ],
    ids=["the place", "the paper"],
)
def test_the_place_in_a_paper_s_name_is_not_the_paper(sentence: str, name: str | None) -> None:
    story = f"{STORY}\n“They are deep,” the engineer told The Times of Israel.\n\n{sentence}\n"
    assert extract(Page.of(f"{HEADLINE}\n\n{story}")).outlet == name


def test_a_writer_s_given_name_is_no_agency() -> None:
    found = extract(Page.of(f"{HEADLINE}\n\nBy Petra Novak\n\n4 March 2021\n\n{STORY}"))
    assert (found.agency, found.byline) == ("", ("Petra Novak",))


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("Sunday Mirror", "Sunday Mirror"),
        ("Daily Mirror", "Daily Mirror"),
        ("The Mail on Sunday", "The Mail on Sunday"),
        ("Mail on Sunday", "The Mail on Sunday"),
        ("Daily Mail", "Daily Mail"),
        ("The Sunday Times", "The Sunday Times"),
        ("Sunday Express", "Sunday Express"),
        ("SPIEGEL ONLINE", "Spiegel Online"),
        ("DER SPIEGEL", "Der Spiegel"),
        ("Bild am Sonntag", "Bild am Sonntag"),
        ("Welt am Sonntag", "Welt am Sonntag"),
        ("Guardian Nigeria", "The Guardian (Nigeria)"),
        ("The Sun Nigeria", "The Sun (Nigeria)"),
        ("The Sun (Nigeria)", "The Sun (Nigeria)"),
        ("Guardian Australia", "The Guardian"),
        ("Silicon Valley Business Journal", "Silicon Valley Business Journal"),
        # In no list: a name of its own.
        ("Quay Daily Mail", "Quay Daily Mail"),
        ("Harbour Evening Standard", "Harbour Evening Standard"),
        ("Quay Guardian", "Quay Guardian"),
        ("Harbour Observer", "Harbour Observer"),
        ("The Sun Tribune", "The Sun Tribune"),
        ("The Telegraph Journal", "The Telegraph Journal"),
        ("The Independent on Sunday", "The Independent on Sunday"),
    ],
)
def test_the_longest_run_of_words_is_the_name_and_sister_titles_are_told_apart(
    name: str, outlet: str
) -> None:
    for tail in (
        f"© 2021 {name}. All rights reserved.",
        f"Subscribe to the {name} newsletter\nDownload the {name} app",
    ):
        found = extract(Page.of(f"{HEADLINE}\nBy Ann Lee\n4 March 2021\n\n{STORY}\n\n{tail}\n"))
        assert found.outlet == outlet, tail


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Guardian Tribune", None),
        ("The Guardian Weekend Magazine", "The Guardian"),
        ("The Guardian, Tribune and others", "The Guardian"),
        ("Fox News Post-war specials", "Fox News"),
        ("Bild am Sonntagabend", "Bild"),
    ],
)
def test_a_text_that_goes_on_as_another_paper_s_name_does_not_begin_with_a_known_one(
    text: str, name: str | None
) -> None:
    found = known_outlets().leading(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Boats on the quay, a report of Quay Daily Mail readers", []),
        ("Boats on the quay, a report of Daily Mail readers", ["Daily Mail"]),
        ("Boats on the quay, told by Read Daily Mail", ["Daily Mail"]),
        ("By Ann Lee Daily Mail", ["Daily Mail"]),
        ("By Ann Lee, Quay Daily Mail", []),
    ],
)
def test_a_known_name_at_the_end_of_another_paper_s_is_not_listed(
    text: str, names: list[str]
) -> None:
    assert [outlet.name for outlet, _ in listed_in(text, words_of(folded(text)))] == names


def test_a_text_is_searched_for_names_only_if_it_has_all_words_of_one() -> None:
    known = known_outlets()
    names = [name for each in known.known if not each.ordinary for name in names_of(each)]
    assert [name for name in names if not known.may_be_in(words_of(folded(name)))] == []
    assert not known.may_be_in(words_of("the news of the harbour in these days, the people say"))
