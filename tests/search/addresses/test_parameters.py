"""The parameters of an address: reading never fails, and writing is always the same."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from articles.partialdate import PartialDate
from search.addresses.parameters import Parameters, read
from search.query.clauses import Sort


def date(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_every_parameter_is_read() -> None:
    query = QueryDict(
        "q=idlib+talks&outlet=tass&outlet=reuters&date=2020-03&date=undated"
        "&from=2020-02-01&to=2020-03-31&lang=de&lang=PT-br&lang=unknown&sort=newest&page=2"
    )
    assert read(query) == Parameters(
        q="idlib talks",
        outlets=("tass", "reuters"),
        dates=(date("2020-03"),),
        undated=True,
        since=date("2020-02-01"),
        until=date("2020-03-31"),
        languages=("de", "pt", ""),
        sort=Sort.NEWEST,
        page=2,
    )


@pytest.mark.parametrize(
    "query",
    [
        "date=2020-13",
        "date=yesterday",
        "date=0000",
        "from=2020-02-30",
        "to=x",
        "sort=best",
        "lang=german",
        "per_page=0",
        "per_page=101",
        "per_page=ten",
        "list=long",
        "lang=d",
        "page=0",
        "page=-1",
        "page=two",
        "page=99999999999",
        "page=²",
        f"outlet={'a' * 200}",
    ],
)
def test_a_malformed_value_is_left_out_and_reported(query: str) -> None:
    parameters = read(QueryDict(query))
    assert len(parameters.errors) == 1
    assert parameters.url == "/?q="


def test_an_unknown_parameter_is_ignored_with_a_note() -> None:
    parameters = read(QueryDict("q=idlib&utm_source=x&texts=yes"), also_known=("texts",))
    assert parameters.notes == ("Not part of a search, so ignored: “utm_source”.",)
    assert parameters.errors == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["q", "outlet", "date", "from", "to", "sort", "page", "per_page", "list", "fold"]
            ),
            st.text() | st.sampled_from(["7", "last week", "1 May 2020", "2019-2021", "on"]),
        ),
        max_size=20,
    )
)
def test_reading_never_fails_and_the_address_gives_the_same_parameters(
    pairs: list[tuple[str, str]],
) -> None:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    parameters = read(query)
    again = read(QueryDict(parameters.url.removeprefix("/?")))
    assert again.pairs() == parameters.pairs()
    assert again.page == parameters.page
    assert not again.errors


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("from=1+March+2020", "from=2020-03-01"),
        ("to=7/3/2020", "to=2020-03-07"),
        ("from=March+2020+to+May+2020", "from=2020-03&to=2020-05"),
        ("to=2019-2021", "from=2019&to=2021"),
        ("from=2019-2021&to=May+2020", "from=2019&to=2020-05"),
        ("from=until+2019", "to=2019"),
        ("from=März+2020&to=2020-05", "from=2020-03&to=2020-05"),
    ],
)
def test_dates_as_people_write_them_become_dates_of_addresses(query: str, written: str) -> None:
    parameters = read(QueryDict(query))
    assert parameters.in_words
    assert parameters.url == f"/?{written}"
    assert not read(QueryDict(written)).in_words


@pytest.mark.parametrize(
    ("per_page", "page", "other", "there"),
    [(20, 1, 50, 1), (20, 4, 50, 2), (50, 2, 10, 6), (10, 3, 20, 2), (100, 1, 20, 1)],
)
def test_another_length_of_pages_shows_the_page_of_the_same_article(
    per_page: int, page: int, other: int, there: int
) -> None:
    shown = Parameters(q="idlib", per_page=per_page, page=page).showing(other)
    assert (shown.per_page, shown.page) == (other, there)


def test_the_form_of_the_list_stays_in_the_address_and_is_no_part_of_the_list() -> None:
    parameters = read(QueryDict("q=idlib&fold=on&per_page=50&list=compact&outlet=tass"))
    assert parameters.url == "/?q=idlib&outlet=tass&per_page=50&list=compact&fold=on"
    assert parameters.without_filters().url == "/?q=idlib&per_page=50&list=compact&fold=on"
    assert parameters.as_list().url == "/?q=idlib&outlet=tass"


class TestToggling:
    @pytest.mark.parametrize(
        ("before", "toggled", "after"),
        [
            pytest.param("", "2020", "2020", id="a year is chosen"),
            pytest.param("2020", "2020", "", id="a chosen year is let go"),
            pytest.param("2020", "2020-03", "2020-03", id="a month replaces its year"),
            pytest.param("2020-03", "2020-02", "2020-03 2020-02", id="months add up"),
            pytest.param("2020-03 2020-02", "2020-03", "2020-02", id="one of two months goes"),
            pytest.param("2020-03", "2020-03", "2020", id="the year returns after its last month"),
            pytest.param("2020-03 2020-02", "2020", "2020", id="a year replaces its months"),
            pytest.param("2019", "2020-03", "2019 2020-03", id="other years stay"),
        ],
    )
    def test_dates(self, before: str, toggled: str, after: str) -> None:
        parameters = Parameters(dates=tuple(map(date, before.split())), page=3)
        result = parameters.toggle_date(date(toggled))
        assert result.dates == tuple(map(date, after.split()))
        assert result.page == 1

    def test_outlets(self) -> None:
        chosen = Parameters().toggle_outlet("tass").toggle_outlet("unknown")
        assert chosen.outlets == ("tass", "unknown")
        assert chosen.toggle_outlet("tass").outlets == ("unknown",)

    def test_undated(self) -> None:
        assert Parameters().toggle_undated().url == "/?date=undated"


def test_the_address_of_an_empty_search_has_a_parameter() -> None:
    assert Parameters().url == "/?q="


def test_a_language_is_chosen_and_dropped_again() -> None:
    chosen = Parameters(q="war", page=2).toggle_language("de").toggle_language("")
    assert chosen.url == "/?q=war&lang=de&lang=unknown"
    assert chosen.toggle_language("de").languages == ("",)
    assert chosen.without_languages() == Parameters(q="war")
