"""The search language: examples of searches with their meanings."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.description import describe
from search.language.leaves import MAX_CLAUSES, MAX_PATTERNS
from search.language.lexing import MAX_CHARACTERS
from search.language.parsing import NOTHING, parse, words_of
from search.language.repairs import MAX_DEPTH
from search.query.clauses import And, Clause, Dated, Everything, Not, Or, Phrase, Prefix, Term
from search.query.fields import FIELD_NAMES
from tests.samples import sampled
from tests.search.clauses import phrase_of
from tests.search.hostile import HOSTILE, LANGUAGE


def term(text: str, stem: str | None = None, field: str | None = None) -> Term:
    return Term((stem or text.lower(),), text, field)


def phrase(text: str, *stems: str) -> Phrase:
    return phrase_of(stems or text.lower().split(), text)


def both(*clauses: Clause) -> And:
    return And(clauses)


def either(*clauses: Clause) -> Or:
    return Or(clauses)


IDLIB, WAR, TURKEY = term("idlib"), term("war"), term("turkey")
SHIELD = phrase_of(("oper", "spring", "shield"), "operation spring shield")

PLAIN: list[tuple[str, Clause]] = [
    ("idlib", IDLIB),
    ("Talks", term("Talks", "talk")),
    ("Erdoğan’s", term("Erdoğan’s", "erdogan")),
    ("idlib war", both(IDLIB, WAR)),
    ("idlib AND war", both(IDLIB, WAR)),
    ("idlib and war", both(IDLIB, WAR)),
    ("the war", WAR),
    ("talks talk TALKING", replace(term("talks", "talk"), times=3)),
    ('"operation spring shield"', SHIELD),
    ("“operation spring shield”", SHIELD),
    ("„operation spring shield“", SHIELD),
    ("«operation spring shield»", SHIELD),
    ('"the war"', phrase_of(("the", "war"), "the war")),
    ("'idlib war'", both(IDLIB, WAR)),
    ("‘idlib war’", both(IDLIB, WAR)),
    ("idlib -turkey", both(IDLIB, Not(TURKEY))),
    ("idlib NOT turkey", both(IDLIB, Not(TURKEY))),
    ("idlib AND NOT turkey", both(IDLIB, Not(TURKEY))),
    ("-turkey", Not(TURKEY)),
    ("NOT NOT turkey", TURKEY),
    ('-"operation spring shield" war', both(Not(SHIELD), WAR)),
    ("NOT (idlib OR war) turkey", both(Not(either(IDLIB, WAR)), TURKEY)),
    ("-headline:war idlib", both(Not(term("war", field="headline")), IDLIB)),
    ("idlib -2020", both(IDLIB, term("2020"))),
    ("idlib - war", both(IDLIB, WAR)),
    ("idlib --war", both(IDLIB, WAR)),
    ("idlib-war", phrase_of(("idlib", "war"), "idlib-war")),
    ("AC/DC", phrase_of(("ac", "dc"), "AC/DC")),
    ("10:30", phrase_of(("10", "30"), "10:30")),
    (
        "http://x.com/a",
        either(
            phrase("http://x.com/a", "http", "x", "com", "a"),
            phrase_of(("x", "com", "a"), "x.com/a", "url"),
        ),
    ),
    ("U.S.", either(term("U.S.", "us"), phrase("U S"))),
    ("idlib—war", both(IDLIB, WAR)),
    ("idlib OR war", either(IDLIB, WAR)),
    ("idlib or war", both(IDLIB, WAR)),
    ("idlib OR war turkey", either(IDLIB, both(WAR, TURKEY))),
    ("(idlib OR war) turkey", both(either(IDLIB, WAR), TURKEY)),
    ("((idlib)) (war turkey)", both(IDLIB, WAR, TURKEY)),
    ("idlib OR idlib", IDLIB),
    ("tal*", Prefix("tal")),
    ("Erdoğ*", Prefix("erdog")),
    ("headline:tal*", Prefix("tal", "headline")),
    ("headline:Putin", term("Putin", "putin", "headline")),
    ("HEADLINE:putin", term("putin", field="headline")),
    ('headline:"idlib war"', phrase_of(("idlib", "war"), "idlib war", "headline")),
    (
        "headline:(idlib OR war)",
        either(term("idlib", field="headline"), term("war", field="headline")),
    ),
    ("outlet:tass", term("tass", field="outlet")),
    (
        "outlet:middle-east-monitor",
        phrase_of(("middl", "east", "monitor"), "middle-east-monitor", "outlet"),
    ),
    ("source:the", term("the", field="source")),
    ("北京市", phrase_of(("北京", "京市"), "北京市")),
    ("北京市*", phrase_of(("北京", "京市"), "北京市")),
    ("北京*", term("北京")),
    ("京", Prefix("京")),
    ("京*", Prefix("京")),
    ('headline:"京"', Prefix("京", "headline")),
    ("2020年", phrase_of(("2020", "年"), "2020年")),
    ("F-16s", either(phrase("F-16s", "f", "16"), term("F16s"))),
    ("WHO", term("WHO")),
    ("WHO war", both(term("WHO"), WAR)),
    ("THE WAR", term("WAR")),
    ("the of", both(term("the"), term("of"))),
    ("the -turkey", both(term("the"), Not(TURKEY))),
    ("the OR idlib", either(term("the"), IDLIB)),
    ("", Everything()),
    (" \t\n", Everything()),
    ("*", Everything()),
    ("*:*", Everything()),
    *((f"{name}:war", term("war", field=name)) for name in sorted(FIELD_NAMES)),
]


@pytest.mark.parametrize(("text", "clause"), PLAIN, ids=[text for text, _ in PLAIN])
def test_the_meaning_of_a_search(text: str, clause: Clause) -> None:
    parsed = parse(text)
    assert parsed.clause == clause
    assert parsed.tiers[0] == clause
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("date:2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31), "2020"),
        ("date:2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29), "February 2020"),
        ("date:2020-03-04", dt.date(2020, 3, 4), dt.date(2020, 3, 4), "4 March 2020"),
        (
            "date:2020-02..2020-03",
            dt.date(2020, 2, 1),
            dt.date(2020, 3, 31),
            "from February 2020 to March 2020",
        ),
        ("date:2020..", dt.date(2020, 1, 1), None, "from 2020 onwards"),
        ("date:..2020-03", None, dt.date(2020, 3, 31), "until March 2020"),
        ('Date:"2020"', dt.date(2020, 1, 1), dt.date(2020, 12, 31), "2020"),
    ],
)
def test_a_date_means_its_days(
    text: str, first: dt.date | None, last: dt.date | None, words: str
) -> None:
    parsed = parse(text)
    assert parsed.clause == Dated(first, last, words)
    assert parsed.notes == ()


ODD: list[tuple[str, Clause, str]] = [
    ('"operation spring shield', SHIELD, "not closed"),
    ("(idlib", IDLIB, "not closed"),
    ("idlib)", IDLIB, "without an opening one"),
    ("))) war", WAR, "without an opening one"),
    ("OR idlib", IDLIB, "“OR” had nothing"),
    ("idlib OR", IDLIB, "“OR” had nothing"),
    ("idlib OR OR war", either(IDLIB, WAR), "“OR” had nothing"),
    ("AND idlib", IDLIB, "“AND” had nothing"),
    ("idlib AND AND war", both(IDLIB, WAR), "“AND” had nothing"),
    ("idlib AND", IDLIB, "“AND” had nothing"),
    ("idlib NOT", IDLIB, "“NOT” had nothing"),
    ("NOT", NOTHING, "“NOT” had nothing"),
    ("😀", NOTHING, "no word to search for in “😀”"),
    ('... — & () "" * 😀', NOTHING, "no word to search for in “... — & () "),
    ('""', NOTHING, "no word to search for"),
    ("headline:… —", NOTHING, "no word to search for"),
    ("ab*", term("ab"), "“ab*” was read without its *, which needs at least 3 characters"),
    (
        "cease-f*",
        phrase_of(("ceas", "f"), "cease-f"),
        "“cease-f*” was read without its *, which works after a single word",
    ),
    ("headline: war", both(term("headline", "headlin"), WAR), "nothing after the colon"),
    ("topic:war", both(term("topic"), WAR), "no field “topic”"),
    (
        'topic:"idlib war"',
        both(term("topic"), phrase_of(("idlib", "war"), "idlib war")),
        "no field",
    ),
    ("date:soon", term("soon"), "not a date"),
    ("date:2020-13", phrase_of(("2020", "13"), "2020-13"), "not a date"),
    ("date:0000", term("0000"), "not a date"),
    ("date:..", NOTHING, "not a date"),
    (
        "date:2021..2020",
        Dated(dt.date(2020, 1, 1), dt.date(2021, 12, 31), "from 2020 to 2021"),
        "have been swapped",
    ),
]


@pytest.mark.parametrize(("text", "clause", "note"), ODD, ids=[text for text, _, _ in ODD])
def test_malformed_input_is_repaired_with_a_note(text: str, clause: Clause, note: str) -> None:
    parsed = parse(text)
    assert parsed.clause == clause
    assert len(parsed.notes) == 1
    assert note in parsed.notes[0]


def test_stop_words_and_repetitions_do_not_use_up_the_limit() -> None:
    text = "the word0 of " * 20 + " ".join(f"word{number}" for number in range(MAX_CLAUSES))
    parsed = parse(text)
    assert len(words_of(parsed.clause)) == MAX_CLAUSES
    assert parsed.notes == ()


def test_words_of_a_clause_are_those_it_searches_for() -> None:
    clause = parse("idlib (war OR tal*) -turkey NOT (a b) date:2020").clause
    assert words_of(clause) == [IDLIB, WAR, Prefix("tal")]


@pytest.mark.parametrize("written", ["w{:02}*", "{}"], ids=["with a star", "lone characters"])
def test_the_number_of_patterns_is_limited(written: str) -> None:
    count = MAX_PATTERNS + 3
    starts = [
        written.format(number if "*" in written else chr(0x4E00 + number))
        for number in range(count)
    ]
    allowed = parse(" OR ".join(starts[:MAX_PATTERNS]))
    assert allowed.notes == ()
    parsed = parse(" OR ".join(starts))
    kinds = [type(word) for word in words_of(parsed.clause)]
    assert kinds == [Prefix] * MAX_PATTERNS + [Term] * 3
    (note,) = parsed.notes
    assert f"first {MAX_PATTERNS} word patterns" in note


def test_length_depth_and_number_of_clauses_are_limited_with_notes() -> None:
    assert "1,000 characters" in parse("a" * (MAX_CHARACTERS + 1)).notes[0]
    deep = parse("(" * (MAX_DEPTH + 5) + "idlib" + ")" * (MAX_DEPTH + 5))
    assert deep.clause == IDLIB
    assert deep.notes == (f"Parentheses nested more than {MAX_DEPTH} deep were ignored.",)
    many = parse(" OR ".join(f"w{number}" for number in range(MAX_CLAUSES + 5)))
    assert len(words_of(many.clause)) == MAX_CLAUSES
    assert any(f"first {MAX_CLAUSES} words" in note for note in many.notes)


@pytest.mark.parametrize("text", sampled(HOSTILE, every=4), ids=lambda text: ascii(text[:12]))
def test_hostile_text_is_read_quickly(text: str) -> None:
    started = time.process_time()
    parsed = parse(text)
    describe(parsed.clause).encode()
    "".join(parsed.notes).encode()
    assert time.process_time() - started < 10


@given(LANGUAGE | st.text(st.characters(codec=None)))
def test_no_text_can_fail(text: str) -> None:
    parsed = parse(text)
    for clause in parsed.tiers:
        assert describe(clause)
        describe(clause).encode()
        hash(clause)
    assert all(note.endswith(".") for note in parsed.notes)
