"""Words that are written in several ways: e-mail and email, J.K. and J. K., B52 and B-52; labour
and labor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from search.query.clauses import Clause, Or, Phrase, Term
from search.text.analysis import Token, tokenize

_HYPHENATED: Final = re.compile(r"([^\W_]+)[-‐‑]([^\W_]+)(?:['’]s)?")
#: B52, MH17, covid19, G7
_NUMBERED: Final = re.compile(r"((?i:[a-z]){1,3}|(?i:covid))([0-9]{2,})|([A-Z]{1,3})([0-9])")
_INITIALS: Final = re.compile(r"((?:[^\W\d_]\.){2,4})(?:['’]s)?")

#: Words that newspapers write with a hyphen, as two words or joined. Joined, they do not show where
#: they were parted.
_PAIRS: Final = """
air strike, anti dumping, anti semitism, anti terrorism, anti trust, anti war, bio diversity, bio
fuel, bio weapon, by election, cease fire, check point, child care, co operate, co ordinate, co
worker, counter attack, counter offensive, counter terrorism, crowd funding, cyber attack, cyber
crime, cyber security, cyber space, data base, de escalate, decision maker, decision making, e book,
e commerce, e learning, e mail, e sports, fire fighter, front line, front runner, fund raiser, fund
raising, gun fire, hand gun, hard line, hard liner, health care, home owner, inter faith, inter
governmental, knock out, land mine, law maker, life style, lock down, long standing, mid field, mid
term, mid week, mini bus, multi lateral, multi media, multi millionaire, multi national, nation
wide, non profit, non stop, non violent, north east, north west, off shore, over fishing, pay check,
pay roll, peace keeper, peace keeping, pipe line, policy maker, policy making, post graduate, post
war, pre election, pre war, pro democracy, re elect, re election, re open, ring leader, sell off,
semi conductor, semi final, semi finalist, share holder, ship yard, smart phone, south east, south
west, stake holder, start up, stock pile, sub committee, sub continent, take over, tax payer, trade
mark, trans atlantic, under age, war head, war plane, war ship, war time, web site, well being,
whistle blower, wild fire, work force, work place, work week, world wide, wrong doing, x ray
"""
_TWO_WORDS: Final = {
    tokenize(pair.replace(" ", ""))[0].stem: pair
    for pair in (each.strip() for each in _PAIRS.split(","))
}


#: British words with the American ones, which have other stems.
_COUNTRIES: Final = """
aeroplane airplane, ageing aging, aluminium aluminum, anaemia anemia, anaesthetic anesthetic,
analogue analog, analyse analyze, archaeology archeology, armour armor, behaviour behavior,
calibre caliber, catalogue catalog, catalyse catalyze, centre center, clamour clamor, colour color,
cosy cozy, defence defense, demeanour demeanor, dialogue dialog, diarrhoea diarrhea,
encyclopaedia encyclopedia, endeavour endeavor, enrol enroll, favour favor, favourite favorite,
fibre fiber, flavour flavor, foetus fetus, fulfil fulfill, grey gray, gynaecologist gynecologist,
haemorrhage hemorrhage, harbour harbor, honour honor, humour humor, instalment installment,
jewellery jewelry, judgement judgment, kilometre kilometer, labour labor, leukaemia leukemia,
licence license, litre liter, manoeuvre maneuver, metre meter, mould mold, moustache mustache,
neighbour neighbor, odour odor, oestrogen estrogen, offence offense, orthopaedic orthopedic,
paediatric pediatric, paralyse paralyze, parlour parlor, plough plow, pretence pretense,
programme program, pyjamas pajamas, rigour rigor, rumour rumor, saviour savior, savour savor,
sceptic skeptic, sceptical skeptical, skilful skillful, smoulder smolder, sombre somber,
spectre specter, splendour splendor, sulphur sulfur, theatre theater, tumour tumor, valour valor,
vapour vapor, vigour vigor, wilful willful
"""
_ACROSS: Final = {
    tokenize(one)[0].stem: (one, other)
    for pair in (each.split() for each in _COUNTRIES.split(","))
    for one, other in (pair, reversed(pair))
}
#: British papers write organise, or organize; others write no other words with s.
_ISE: Final = re.compile(r"(?P<stem>[a-z]{3,})(?P<s>[sz])(?P<end>e|ed|es|er|ers|ing|ations?)")
_WITH_S: Final = re.compile(
    r"(?:advert|appr|bapt|chast|compr|comprom|conc|cru|br|dem|desp|dev|disfranch|disgu|enfranch"
    r"|enterpr|exc|exerc|expert|franch|gu|improv|inc|likew|merchand|mort|no|otherw|parad|pa"
    r"|pract|pra|pr|se|s|ma|ass"
    r"|prem|prec|prom|ra|re?v|superv|surm|surpr|telev|tre|treat|underm|adv|ar|po|w|r|clockw|caps)i"
)


def other_country(text: str, tokens: Sequence[Token]) -> str | None:
    """A word as it is spelt on the other side of the Atlantic; None for all others."""
    if len(tokens) != 1 or not text.isalpha():
        return None
    surface = tokens[0].surface
    one, other = _ACROSS.get(tokens[0].stem, ("", ""))
    if one and surface[:3] == one[:3] and surface != other:
        return other
    match = _ISE.fullmatch(surface)
    if match is None or not match["stem"].endswith("i"):
        return None
    if _WITH_S.fullmatch(match["stem"]):
        return None
    return match["stem"] + ("z" if match["s"] == "s" else "s") + match["end"]


def are_variants(clause: Clause) -> bool:
    """Whether a clause is a word as it was typed and, counting less, in other spellings."""
    if not isinstance(clause, Or):
        return False
    weights = [each.weight if isinstance(each, Term | Phrase) else None for each in clause.clauses]
    return weights[0] == 1 and all(weight is not None and weight < 1 for weight in weights[1:])


def other_spelling(text: str, tokens: Sequence[Token]) -> str | None:
    """The other way to write a word, whose tokens are given; None if there is none. With a blank,
    it is a phrase."""
    if hyphenated := _HYPHENATED.fullmatch(text):
        one, other = hyphenated.groups()
        joined = f"{one}{other}"
        is_name = one.isalpha() and (len(one) == 1 or other.isdigit())  # x-ray, covid-19
        return joined if is_name or _in_two_words(tokenize(joined)) else None
    if initials := _INITIALS.fullmatch(text):
        return " ".join(initials[1].replace(".", " ").split())
    if numbered := _NUMBERED.fullmatch(text):
        return " ".join(filter(None, numbered.groups()))
    return _in_two_words(tokens)


def _in_two_words(tokens: Sequence[Token]) -> str | None:
    """A joined word, in any of its forms, in two. Cooper has the stem of cooperate, but is none of
    its forms."""
    pair = _TWO_WORDS.get(tokens[0].stem) if len(tokens) == 1 else None
    return pair if pair and tokens[0].surface.startswith(pair.replace(" ", "")[:-1]) else None
