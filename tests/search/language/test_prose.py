"""Texts in which AND, OR, NOT and signs are words of the author, and searches made of commands."""

from __future__ import annotations

import pytest
from hypothesis import given

from search.language.parsing import parse, words_of
from search.language.prose import MAX_TYPED, manner_of, other_reading
from search.query.clauses import And, AtLeast, Clause, Dated, Or, Phrase, Prefix, Term
from search.text.stopwords import STOP_WORDS
from tests.search.clauses import phrase_of
from tests.search.hostile import LANGUAGE

#: Headlines, titles and questions in capitals. Each is about another story that nobody wrote.
SHOUTED = """
DROUGHT AND FAMINE IN THE SAHEL
WHO OR WHAT CAUSED THE OIL PRICE TO FALL
KESTREL DOES NOT SING
HE DOES NOT REMEMBER
READY OR NOT
READY OR NOT, THE FERRY SAILS
QUAYMASTER NOT GUILTY
FERRY TALKS NOT CANCELLED
NOT GUILTY
NOT GUILTY AND NOT SORRY
TO BE OR NOT TO BE
FLOOD AND FIRE DESTROY HUNDREDS OF HOMES
MAYOR AND WIFE CHARGED WITH FRAUD
TRAWLER LOST OR SUNK OFF NORTHERN COAST
NOT IN MY NAME, SAY STUDENTS
HARBOUR CHIEF WILL NOT RESIGN
TRAMS WILL NOT RUN
AND NOW FOR THE WEATHER
OR ELSE, WARNS DOCKERS' UNION
(NEWSWIRE) TIMBER AND STEEL SHARES FALL
"I WILL NOT GO" SAYS CLERK AND LEAVES
PEACE OR WAR: THE CHOICE BEFORE EASTHARBOUR
IS IT SAFE TO DRINK THE WATER OR NOT
BANK RAISES RATES AND WARNS OF SLUMP
POLICE AND ARMY CLASH IN CAPITAL AFTER VOTE
CLINIC CLOSES WARDS AND OPERATING THEATRES
FIVE DEAD, TEN MISSING AND HUNDREDS HURT
WHAT IS AND WHAT IS NOT KNOWN OF THE FIRE
COUNCIL VOTES AGAINST TRAMS AND FOR BUSES
MINISTER (AND HIS DRIVER) STOPPED BY POLICE
A BRIDGE TOO FAR OR A ROAD TOO SHORT?
WHY NOT NOW?
DO WE NEED MORE OR FEWER LIBRARIES
RISE AND FALL OF A TIMBER BARON
CAT OR DOG? NEITHER, SAY LANDLORDS
UNION SAYS OFFER IS NOT ENOUGH
PRISON SENTENCE NOT LONG ENOUGH FOR JUDGE
MAN BITES DOG, DOG BITES MAN AND BOTH RUN
MEASUREMENT OF WAVES AND TIDES BY THE USE OF BUOYS
DESIGN AND CONSTRUCTION OF LOW COST HOUSING
THE EFFECT OF SALT OR SAND ON STEEL
HEAT TRANSFER IN PIPES AND DUCTS
NOISE AND VIBRATION STUDIES NEAR AIRPORTS
""".strip().splitlines()

#: Searches in capitals that are plainly Boolean.
BOOLEAN = """
DROUGHT AND FAMINE
COAL OR GAS
COAL NOT GAS
(COAL OR GAS) AND STRIKE NOT NORWAY
MINISTER NOT CLERK
NATO OR UN
CLIMATE CHANGE OR GLOBAL WARMING
"COAL STRIKE" OR "GAS STRIKE"
"BANK OF EASTHARBOUR" AND RATES
“BANK OF EASTHARBOUR” NOT “BANK OF WESTBURY”
(COAL OR GAS OR OIL OR WOOD OR SOLAR OR WIND) AND (STRIKE OR LOCKOUT)
OIL AND NOT OPEC
OIL OR NOT GAS
IRAN && IRAQ
IRAN || IRAQ
EU AND BREXIT AND TRADE
(HOLT OR RENN) AND FERRY
FERRY AND (CONTRACT OR TENDER) NOT TRAM
DIESEL OR PETROL OR HYBRID
COVID-19 AND VACCINE
U.S. AND CHINA
((OIL OR GAS) AND PRICE) OR OPEC
HEADLINE:COAL OR GAS
KESTREL AND NEST
FERRY OR TRAM OR BUS OR BIKE
ZEBRAWOOD NOT OAK NOT PINE
TIMBER IMPORTS AND CUSTOMS
HOLT AND RENN AND OLD FERRY
(TRAM)
(FERRY) AND (TRAM)
"READY OR NOT" AND FERRY
MH17 OR MH370
(NURSE OR DOCTOR) AND (PAY OR HOURS) AND (STRIKE OR WALKOUT)
北京 AND 上海
1914 AND 1918
AT&T OR VERIZON
HARBOUR NOT (FERRY OR TRAM)
COAL AND STRIKE*
BYLINE:PETTIFER AND FERRY
OUTLET:ECHO NOT TRAM
FERRY AND CONTRACT NOT "OLD FERRY"
""".strip().splitlines()

#: Sentences with an operator in capitals that is a word.
SENTENCES = """
The quaymaster has decided NOT to go to the hearing on Monday
Why the council should NOT have signed the ferry contract in March
It is up to the voters AND the courts to decide what happens to the port
Do you want to pay for the ferry OR for the tram that nobody asked for
What is the difference between a quaymaster AND a harbour master in the north
The quaymaster (Holt) has decided NOT to go to the hearing on Monday
The clerk (and his driver) did NOT see the ship until it was in the port
Please do NOT feed the kestrels that nest on the roof of the hospital
We were told that the bridge would be open by now AND that it would be free
She said she was NOT at the meeting and did not know who had signed it
This is NOT what the people of the town voted for two years ago
If it rains the match will be moved to Sunday OR called off by the clubs
How the trams came to be late AND over budget according to the auditors
There is no reason to believe that the clerk was NOT told about the loan
""".strip().splitlines()

#: Searches with small letters whose operators are commands.
COMMANDS = """
ferry OR tram
ferry AND contract NOT tram
minister NOT the clerk
council of Eastharbour NOT the mayor
oil price AND (Northfield OR Westbury) AND cut NOT the spill in the gulf of Somewhere
(the minister OR the clerk) AND what they said to the council in the spring of the year
"the ferry that nobody wanted" OR "the tram that nobody took" AND council
bank of Eastharbour AND inflation AND cost of living OR food prices
ferry contract AND quaymaster Holt OR councillor Renn NOT hospital tram line October
kestrel OR falcon OR hawk OR eagle OR buzzard OR harrier OR osprey OR kite OR owl
(The quaymaster has decided NOT to go to the hearing on Monday)
war || peace
""".strip().splitlines()


@pytest.mark.parametrize("text", SHOUTED)
def test_in_a_headline_in_capitals_operators_are_words(text: str) -> None:
    assert not manner_of(text).operators
    parsed = parse(text)
    (note,) = parsed.notes
    assert note == "AND, OR and NOT are read as words where the whole search is in capitals."
    small = parse(text.lower().replace("(", "").replace(")", ""))
    assert stems_of(parsed.clause) == stems_of(small.clause)


@pytest.mark.parametrize("text", BOOLEAN)
def test_a_boolean_search_in_capitals_is_obeyed(text: str) -> None:
    assert manner_of(text).operators
    assert not any("capitals" in note for note in parse(text).notes)


@pytest.mark.parametrize("text", SENTENCES)
def test_in_a_sentence_operators_are_words(text: str) -> None:
    assert not manner_of(text).operators
    assert stems_of(parse(text).clause) == stems_of(parse(text.lower()).clause)


@pytest.mark.parametrize("text", COMMANDS)
def test_operators_in_capitals_are_obeyed(text: str) -> None:
    assert manner_of(text).operators


@pytest.mark.parametrize("text", SHOUTED + SENTENCES)
def test_the_other_reading_of_a_text_obeys_its_operators(text: str) -> None:
    other = other_reading(text)
    if other is None:  # at most one of its words remains to join
        assert text in ("NOT GUILTY",)
    else:
        assert manner_of(other).operators
        assert not manner_of(other).shouted


def test_the_other_reading_of_a_boolean_search_in_capitals_has_small_letters() -> None:
    assert other_reading("COAL NOT GAS") == "coal not gas"
    assert other_reading("coal NOT gas") is None
    assert other_reading("COAL STRIKE") is None


@given(LANGUAGE)
def test_another_reading_can_be_searched_for(text: str) -> None:
    other = other_reading(text)
    assert other is None or parse(other).clause


LONG = " ".join(f"word{number}" for number in range(MAX_TYPED + 1))


@pytest.mark.parametrize(
    "sign",
    [
        *("talk*", "t?lks", "erdogen~", "-turkey", "=talks", "turkey^2", "!turkey", "+turkey"),
        *("ferr!", "author:smith", "Source:Reuters", "price w/5", "1)", ":)", "(see", '"open'),
    ],
)
def test_signs_in_a_pasted_text_are_its_authors(sign: str) -> None:
    parsed = parse(f"{LONG} {sign} ends")
    assert parsed.notes == ()
    assert isinstance(parsed.clause, AtLeast)
    assert {type(each) for each in words_of(parsed.clause)} <= {Term, Phrase}


def test_conditions_in_a_pasted_text_count_if_they_fit() -> None:
    dated = parse(f"{LONG} date:2020").clause
    assert isinstance(dated, And) and isinstance(dated.clauses[1], Dated)
    narrowed = parse(f"{LONG} outlet:tass").clause
    assert isinstance(narrowed, And) and narrowed.clauses[1] == Term(("tass",), "tass", "outlet")
    assert isinstance(parse(f"{LONG} date:soon").clause, AtLeast)


def test_a_long_list_of_alternatives_is_no_pasted_text() -> None:
    parsed = parse(" OR ".join([*LONG.split(), "talk*"]))
    assert isinstance(parsed.clause, Or)
    assert Prefix("talk") in parsed.clause.clauses


PASTED = [
    ("Renn: no plans for a tram", "renn plan tram"),
    ("Renn:no plans", "renn plan"),
    ("Ferry late again (Newswire)", "ferri late newswir"),
    ("Ferry sinks [update]", "ferri sink updat"),
    ("ferry and/or tram", "ferri tram"),
    ("The tram – a long story", "tram long stori"),
    ("- Ferry late - tram early", "ferri late tram earli"),
    ("* Ferry late", "ferri late"),
    ("= Ferry =", "ferri"),
    ("#ferry @harbour_gazette", "ferri"),
    ("$57 ferry", "57 ferri"),
    ("C++ and C# for .NET", "c++ c# net"),
    ("Is the ferry late?", "ferri late"),
    ("“Ferry”? Late!", "ferri late"),
    ("Ferry | Canal Gazette", "ferri canal gazett"),
    ("OR ferry NOT", "ferri"),
    ("ferry & tram", "ferri tram"),
    ("~ ferry ~ tram ?", "ferri tram"),
]


@pytest.mark.parametrize(("text", "stems"), PASTED, ids=[text for text, _ in PASTED])
def test_punctuation_is_text(text: str, stems: str) -> None:
    parsed = parse(text)
    found = [each.stems[0] for each in words_of(parsed.clause) if isinstance(each, Term)]
    assert found == stems.split()
    assert not [note for note in parsed.notes if "nothing to apply" not in note]


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("AT&T", "at t"),
        ("holt@harbour.example", "holt harbour exampl"),
        ("minutes_2019-04.pdf", "minut 2019 04 pdf"),
        ("multi-targeted", "multi target"),
    ],
)
def test_a_word_of_several_parts_is_a_phrase_that_may_be_relaxed(text: str, stems: str) -> None:
    parsed = parse(f"ferry {text}")
    phrase = phrase_of(stems.split(), text)
    assert parsed.notes == ()
    ferry = Term(("ferri",), "ferry")
    assert parsed.clause == And((ferry, phrase))
    assert isinstance(parsed.tiers[-1], AtLeast)
    assert stems_of(parsed.tiers[-1]) == {"ferri", *stems.split()} - STOP_WORDS["en"]


def test_an_asterisk_at_the_end_of_a_sentence_is_a_footnote() -> None:
    sentence = "what did the council say of the ferry and of the trams*"
    assert not [each for each in words_of(parse(sentence).clause) if isinstance(each, Prefix)]
    assert parse("ferry trams*").clause == And((Term(("ferri",), "ferry"), Prefix("trams")))


def test_a_quotation_mark_that_is_not_closed_begins_a_short_phrase_at_most() -> None:
    assert parse('"late ferry').clause == phrase_of(("late", "ferri"), "late ferry")
    speech = parse('"The ferry was late again today')
    assert stems_of(speech.clause) == {"ferri", "late", "today"}
    assert speech.notes == ("A quotation mark was not closed, so it was ignored.",)
    slip = parse('the town"s ferry')
    assert stems_of(slip.clause) == {"town", "s", "ferri"}
    assert slip.notes == ()


def stems_of(clause: Clause) -> set[str]:
    return {each.stems[0] for each in words_of(clause) if isinstance(each, Term)}
