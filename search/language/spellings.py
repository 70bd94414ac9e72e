"""Words that are written in several ways: e-mail and email, J.K. and J. K., B52 and B-52."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from search.text.analysis import Token, tokenize

_HYPHENATED: Final = re.compile(r"([^\W_]+)[-‐‑]([^\W_]+)(?:['’]s)?")
#: B52, MH17, covid19, G7
_NUMBERED: Final = re.compile(r"((?i:[a-z]){1,3}|(?i:covid))([0-9]{2,})|([A-Z]{1,3})([0-9])")
_INITIALS: Final = re.compile(r"((?:[^\W\d_]\.){2,4})(?:['’]s)?")

#: Words that newspapers write with a hyphen, as two words or joined. Joined, they do not show where
#: they were parted.
_JOINED: Final = """
air strike, anti war, by election, cease fire, child care, co operate, co operation, co operative,
co ordinate, co ordination, co ordinator, co worker, counter attack, counter terrorism, cyber
attack, cyber crime, cyber security, data base, de escalate, de escalation, decision maker, e
book, e commerce, e learning, e mail, e sports, fire fighter, front line, front runner, gun fire,
hard line, hard liner, health care, home owner, inter governmental, land mine, law maker, life
style, long standing, multi national, non profit, off shore, on line, pay check, peace keeper,
peace keeping, pipe line, policy maker, post war, pre war, pro democracy, re elect, re election,
re open, semi conductor, share holder, smart phone, stake holder, start up, sub committee, tax
payer, trade mark, trans atlantic, war plane, war ship, web site, well being, whistle blower, wild
fire, work force, work place, world wide, x ray
"""
_PARTED: Final = {
    tokenize(pair.replace(" ", ""))[0].stem: pair
    for pair in (" ".join(each.split()) for each in _JOINED.split(","))
}


def other_spelling(text: str, tokens: Sequence[Token]) -> str | None:
    """The other way to write a word, whose tokens are given; None if there is none. With a blank,
    it is a phrase."""
    if hyphenated := _HYPHENATED.fullmatch(text):
        one, other = hyphenated.groups()
        joined = f"{one}{other}"
        is_name = one.isalpha() and (len(one) == 1 or other.isdigit())  # x-ray, covid-19
        return joined if is_name or tokenize(joined)[0].stem in _PARTED else None
    if initials := _INITIALS.fullmatch(text):
        return " ".join(initials[1].replace(".", " ").split())
    if numbered := _NUMBERED.fullmatch(text):
        return " ".join(filter(None, numbered.groups()))
    return _PARTED.get(tokens[0].stem) if len(tokens) == 1 else None
