"""Forms of other search systems that are understood, and notes on those that are not."""

from __future__ import annotations

import datetime as dt

import pytest

from search.language.description import describe
from search.language.parsing import parse
from search.query.clauses import (
    And,
    AtLeast,
    Clause,
    Dated,
    Everything,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
)
from tests.search.clauses import near_of, phrase_of


def term(text: str, stem: str | None = None, field: str | None = None) -> Term:
    return Term((stem or text.lower(),), text, field)


def phrase(text: str, *stems: str, field: str | None = None) -> Phrase:
    return phrase_of(stems or text.lower().split(), text, field)


def near(text: str, between: int, *stems: str) -> Near:
    return near_of(stems or text.split(), between, text)


def both(*clauses: Clause) -> And:
    return And(clauses)


SOCK, TRAM, PORT = term("sock"), term("tram"), term("port")

UNDERSTOOD: list[tuple[str, Clause]] = [
    # a word is excluded
    ("tram NOT the port", both(TRAM, Not(PORT))),
    ("tram NOT of the port", both(TRAM, Not(PORT))),
    ("tram AND NOT the port", both(TRAM, Not(PORT))),
    ('tram NOT the "old port"', both(TRAM, Not(phrase("old port")))),
    ("tram NOT the (port OR sock)", both(TRAM, Not(Or((PORT, SOCK))))),
    ("tram NOT WHO", both(TRAM, Not(term("WHO")))),
    ("tram !port", both(TRAM, Not(PORT))),
    ("!port", Not(PORT)),
    ('tram !"old port"', both(TRAM, Not(phrase("old port")))),
    ("tram −port", both(TRAM, Not(PORT))),
    ("tram –port", both(TRAM, Not(PORT))),
    ("tram －port", both(TRAM, Not(PORT))),
    ("tram -(port OR sock)", both(TRAM, Not(Or((PORT, SOCK))))),
    ("tram -2020", both(TRAM, term("2020"))),
    ("tram – port", both(TRAM, PORT)),
    # operators of programs
    ("tram || port", Or((TRAM, PORT))),
    ("tram||port", Or((TRAM, PORT))),
    ("tram && port", both(TRAM, PORT)),
    ("tram && !port", both(TRAM, Not(PORT))),
    ("tram | port", both(TRAM, PORT)),
    # a word is required
    ("+tram +port", both(TRAM, PORT)),
    ("+tram -port", both(TRAM, Not(PORT))),
    ('+"old port"', phrase("old port")),
    ("+the tram", both(term("the"), TRAM)),
    # words near each other
    ("tram w/5 port", near("tram port", 4)),
    ("tram W/1 port", near("tram port", 0)),
    ("tram NEAR/5 port", near("tram port", 4)),
    ("tram near/5 port", near("tram port", 4)),
    ("tram n/5 port", near("tram port", 4)),
    ("tram pre/3 port", near("tram port", 2)),
    ("tram within/3 port", near("tram port", 2)),
    ("tram NEAR port", near("tram port", 10)),
    ("tram NEAR5 port", near("tram port", 4)),
    ("tram ADJ3 port", near("tram port", 2)),
    ("tram AROUND(5) port", near("tram port", 4)),
    ("tram w/5 port w/3 sock", both(near("tram port", 4), near("port sock", 2))),
    ("sock AND tram w/5 port", both(SOCK, near("tram port", 4))),
    ('tram w/5 "old port"', both(near("tram old port", 4), phrase("old port"))),
    ("-tram w/5 port", Not(near("tram port", 4))),
    ("tram near port", both(TRAM, term("near"), PORT)),
    ("w/5 tram", both(phrase("w/5", "w", "5"), TRAM)),
    ("tram w/5", both(TRAM, phrase("w/5", "w", "5"))),
    # beginnings
    ("ferr! w/5 port", both(Prefix("ferr"), PORT)),
    ("ferr$", Prefix("ferr")),
    ("Late!", term("Late", "late")),
    ("US$", term("US")),
    # fields
    ("author:holt", term("holt", field="byline")),
    ("by:holt", term("holt", field="byline")),
    ('author:"Lorna Holt"', phrase("Lorna Holt", "lorna", "holt", field="byline")),
    ("title:tram", term("tram", field="headline")),
    ("intitle:tram", term("tram", field="headline")),
    ("title:(tram port)", both(term("tram", field="headline"), term("port", field="headline"))),
    ("publication:gazette", term("gazette", "gazett", "outlet")),
    ("intext:tram", term("tram", field="body")),
    ("HEADLINE(tram)", term("tram", field="headline")),
    ("ti(tram) AND port", both(term("tram", field="headline"), PORT)),
    ("BYLINE(holt OR renn)", Or((term("holt", field="byline"), term("renn", field="byline")))),
    ("headline(s)", both(term("headline", "headlin"), term("s"))),
    ("hd=tram", term("tram", field="headline")),
    ("by=holt", term("holt", field="byline")),
    ("xy=tram", phrase("xy=tram", "xy", "tram")),
    ("from:tass", term("tass")),
    ("Title: tram", both(term("Title", "titl"), TRAM)),
    ("*", Everything()),
    ("*:*", Everything()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "clause"), UNDERSTOOD, ids=[text for text, _ in UNDERSTOOD])
def test_the_meaning_of_a_habit(text: str, clause: Clause) -> None:
    parsed = parse(text)
    assert parsed.clause == clause


MARCH = (dt.date(2019, 3, 1), dt.date(2019, 3, 31))
DATES: list[tuple[str, dt.date | None, dt.date | None, str]] = [
    ('date:"March 2019"', *MARCH, "March 2019"),
    ('date:"Mar 2019"', *MARCH, "March 2019"),
    ("date:2019/03", *MARCH, "March 2019"),
    ("date:03/2019", *MARCH, "March 2019"),
    ('date:"3 March 2019"', dt.date(2019, 3, 3), dt.date(2019, 3, 3), "3 March 2019"),
    ('date:"March 3, 2019"', dt.date(2019, 3, 3), dt.date(2019, 3, 3), "3 March 2019"),
    ("date:2019/3/4", dt.date(2019, 3, 4), dt.date(2019, 3, 4), "4 March 2019"),
    ("date:20190304", dt.date(2019, 3, 4), dt.date(2019, 3, 4), "4 March 2019"),
    ("date:14/05/2019", dt.date(2019, 5, 14), dt.date(2019, 5, 14), "14 May 2019"),
    ("published:2019-03", *MARCH, "March 2019"),
    ("year:2019", dt.date(2019, 1, 1), dt.date(2019, 12, 31), "2019"),
    ("after:2019-03", dt.date(2019, 4, 1), None, "after March 2019"),
    ("date:>2019-03", dt.date(2019, 4, 1), None, "after March 2019"),
    ("after:2019", dt.date(2020, 1, 1), None, "after 2019"),
    ('after:"3 March 2019"', dt.date(2019, 3, 4), None, "after 3 March 2019"),
    ("before:2019-03", None, dt.date(2019, 2, 28), "before March 2019"),
    ("date:<2019-03", None, dt.date(2019, 2, 28), "before March 2019"),
    ("since:2019-03", dt.date(2019, 3, 1), None, "from March 2019 onwards"),
    ("date:>=2019-03", dt.date(2019, 3, 1), None, "from March 2019 onwards"),
    ("from:2019-03", dt.date(2019, 3, 1), None, "from March 2019 onwards"),
    ("to:2019-03", None, dt.date(2019, 3, 31), "until March 2019"),
    ("until:2019-03", None, dt.date(2019, 3, 31), "until March 2019"),
    ("date:<=2019-03", None, dt.date(2019, 3, 31), "until March 2019"),
    ("date:2018-2019", dt.date(2018, 1, 1), dt.date(2019, 12, 31), "from 2018 to 2019"),
    ("date:[2018 TO 2019]", dt.date(2018, 1, 1), dt.date(2019, 12, 31), "from 2018 to 2019"),
    ("date:[2018 TO *]", dt.date(2018, 1, 1), None, "from 2018 onwards"),
    ("date:[* TO 2019-03]", None, dt.date(2019, 3, 31), "until March 2019"),
    (
        'date:"March 2018 to March 2019"',
        dt.date(2018, 3, 1),
        dt.date(2019, 3, 31),
        "from March 2018 to March 2019",
    ),
]


@pytest.mark.parametrize(
    ("text", "first", "last", "words"), DATES, ids=[text for text, *_ in DATES]
)
def test_the_meaning_of_a_period(
    text: str, first: dt.date | None, last: dt.date | None, words: str
) -> None:
    parsed = parse(text)
    assert parsed.clause == Dated(first, last, words)
    assert parsed.notes == ()


NOTED: list[tuple[str, str, str]] = [
    ("tram^2 port", "both “tram” and “port”", "The weight in “tram^2” was ignored"),
    ('"old port"^2.5 tram', "both the phrase “old port” and “tram”", "The weight in “^2.5”"),
    ("(old port)^2 tram", "all of “old”, “port” and “tram”", "The weight in “^2”"),
    ("tram -the port", "both “tram” and “port”", "“the” is in nearly all articles"),
    ("tram NOT the", "“tram”", "“the” is in nearly all articles"),
    ("ferr! port", "both “ferr” and “port”", "for words that begin so, type ferr*"),
    ("(tram OR sock) w/5 port", "both (either “tram” or “sock”) and “port”", "“w/5” works between"),
    ("tram* w/5 port", "both a word beginning with “tram” and “port”", "“w/5” works between"),
    ("topic:trams", "both “topic” and “trams”", "There is no field “topic”"),
    ("headlin:trams", "both “headlin” and “trams”", "There is no field “headlin”"),
    ("date:04/05/2019", "the phrase “04/05/2019”", "not a date"),
    ("after:soon", "“soon”", "not a date"),
    ("after:9999", "“9999”", "not a date"),
    ("title:", "“title”", ""),
    ("🦆", "", "no word to search for in “🦆”"),
    ("🦆 !!!", "", "no word to search for"),
]


@pytest.mark.parametrize(("text", "words", "note"), NOTED, ids=[text for text, *_ in NOTED])
def test_a_habit_that_is_not_understood_has_a_note(text: str, words: str, note: str) -> None:
    parsed = parse(text)
    assert describe(parsed.clause) == (f"articles with {words}" if words else "no articles")
    if note:
        assert note in " ".join(parsed.notes)
    else:
        assert parsed.notes == ()


def test_a_power_or_a_unit_is_no_weight() -> None:
    assert parse("10^6").notes == parse("m^2").notes == ()


def test_a_required_word_is_not_relaxed() -> None:
    assert parse("+tram port sock").tiers[-1] == both(AtLeast(1, (PORT, SOCK)), TRAM)


SPELLINGS = [
    ("e-mail", "email"),
    ("email", "e mail"),
    ("emails", "e mail"),
    ("covid-19", "covid19"),
    ("covid19", "covid 19"),
    ("MH-17", "MH17"),
    ("MH17", "MH 17"),
    ("B52", "B 52"),
    ("x-ray", "xray"),
    ("front-runner", "frontrunner"),
    ("wellbeing", "well being"),
    ("cooperating", "co operate"),
    ("J.K.", "J K"),
    ("J. K.", "J K"),
    ("U.S.", "U S"),
]


@pytest.mark.parametrize(("text", "other"), SPELLINGS, ids=[text for text, _ in SPELLINGS])
def test_a_word_is_found_in_its_other_spelling(text: str, other: str) -> None:
    clause = parse(f"{text} tram").clause
    assert isinstance(clause, And)
    spelt = clause.clauses[0]
    assert isinstance(spelt, Or)
    assert isinstance(spelt.clauses[1], Term | Phrase)
    assert spelt.clauses[1].text == other


@pytest.mark.parametrize(
    "text", ["multi-targeted", "talks", "Cooper", "2020-13", '"email"', "=email", "a1"]
)
def test_other_words_have_one_spelling(text: str) -> None:
    assert not isinstance(parse(text).clause, Or)
