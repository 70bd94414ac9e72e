"""The weights of the kinds of evidence for an outlet."""

from __future__ import annotations

from articles.extraction.fields.outlet.votes import Vote
from articles.extraction.lines.outletnames import COMPANY, PAPER
from articles.extraction.page.blocks import Block
from articles.extraction.words.knownoutlets import KnownOutlet

#: The weight of each kind for a known outlet, and for a name that is in no list.
WEIGHTS: dict[str, tuple[float, float]] = {
    "web-address": (4.0, 1.5),
    "slogan": (4.0, 0.0),
    "copyright": (4.0, 3.0),
    "newsletter": (2.5, 1.5),
    "appeal": (2.5, 1.5),
    "thanks": (2.5, 1.7),
    "handle": (1.0, 0.7),
    "app": (2.5, 1.5),
    "page-title": (3.0, 1.0),
    "masthead": (2.0, 1.0),
    "alone": (1.2, 1.0),
    "begins": (0.9, 0.0),
    "byline": (2.5, 0.0),
    "opening": (3.0, 1.6),
    "owned": (2.0, 1.0),
    "follow": (2.0, 0.7),
    "more": (2.0, 1.0),
    "about": (2.0, 1.0),
    "bio": (2.0, 0.7),
    "e-mail": (2.0, 1.5),
    "link": (0.6, 0.3),
    "domain": (1.5, 0.7),
    "credit": (1.1, 0.7),
    "made-for": (1.6, 0.7),
    "part": (1.2, 0.0),
    "recurs": (0.0, 1.0),
    "told": (1.2, 0.4),
    "work": (1.2, 0.0),
    "heard": (0.6, 0.2),
    "product": (1.6, 0.7),
    "staff": (2.5, 1.6),
    "signed": (2.5, 1.6),
    "staffer": (2.0, 1.6),
}
# The share of its weight that an agency's notice of copyright has: other outlets print it too.
_AGENCY_NOTICE = 0.3
# Kinds of evidence for an agency that are as frequent on its customers' pages as on its own.
_AGENCY_ELSEWHERE = frozenset(
    {
        "byline",
        "page-title",
        "opening",
        "bio",
        "staffer",
        "credit",
        "made-for",
        "part",
        "told",
        "staff",
        "signed",
        "more",
        "domain",
        "link",
        "begins",
    }
)
# The share of its weight that evidence has for a name that is also a common word: evidence of the
# kinds below, and the outlet's web address.
_ORDINARY, _ORDINARY_DOMAIN = 0.3, 0.8
_ORDINARY_EVIDENCE = frozenset(
    {
        "masthead",
        "part",
        "alone",
        "begins",
        "byline",
        "credit",
        "made-for",
        "more",
        "about",
        "follow",
        "page-title",
    }
)
# Factors for a name in no list that ends like the name of a paper, or of a company.
_LIKE_A_PAPER, _LIKE_A_COMPANY = 1.6, 0.4


def vote_for(
    evidence: str,
    outlet: KnownOutlet | None,
    block: Block,
    name: str = "",
    *,
    branded: bool = False,
) -> Vote:
    """The vote for an outlet, or for ``name`` where it is in no list, by evidence in ``block``.

    ``branded``: an ordinary name is set off from other words, so that it counts like any other.
    """
    weight = WEIGHTS[evidence][0 if outlet else 1]
    if not outlet and PAPER.search(name):
        weight *= _LIKE_A_PAPER
    if not outlet and COMPANY.search(name):
        weight *= _LIKE_A_COMPANY
    if outlet and outlet.agency and evidence in _AGENCY_ELSEWHERE:
        weight = 0.0
    if outlet and outlet.agency and evidence in ("copyright", "owned"):
        weight *= _AGENCY_NOTICE
    if outlet and outlet.ordinary and not branded and evidence in _ORDINARY_EVIDENCE:
        weight *= _ORDINARY
    if outlet and outlet.ordinary and evidence == "domain":
        weight *= _ORDINARY_DOMAIN
    return Vote(evidence, weight, block)
