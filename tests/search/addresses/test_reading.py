"""The parameters of an address: reading never fails, and writing is always the same."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from articles.partialdate import PartialDate
from search.addresses.parameters import Parameters
from search.addresses.reading import read
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
