"""The features by which the candidates for the outlet of a page are compared.

Each kind of evidence is a feature, and so is the place on the page where it stands, the form of the
name, and how much of all evidence on the page is for this name. ``data/outlet.toml`` has their
weights, which ``benchmarks/train_outlet.py`` computes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from articles.extraction.fields.dateline import signed_dateline
from articles.extraction.fields.outlet.attribution import is_cited
from articles.extraction.fields.outlet.candidates import IN_STORIES, MOST_OF_A_KIND, Candidate
from articles.extraction.lines.directaddress import WE, YOU, pronouns
from articles.extraction.lines.outletmentions import LINE
from articles.extraction.lines.outletnames import COMPANY, COMPANY_FORM, NEWSPAPER, PAPER
from articles.extraction.page.layout import Layout
from articles.extraction.words.knownoutlets import squeezed
from articles.extraction.words.vocabulary import words

# The evidence of notices and phrases in which a page speaks of itself.
_OWN = words(
    """
    about account app appeal copyright e-mail follow handle more newsletter owned product slogan
    speaks thanks web-address
    """
)
# Pages offer to follow the topics of a story, too: "Follow Steam Ships", "More on Steam Ships".
_OF_TOPICS = words("follow more about")
_NOT_OF_TOPICS = words("copyright e-mail domain account staff staffer signed speaks web-address")
# Evidence that newsletters, sections and topics of a page have as well as the page itself.
_OF_PARTS = words(
    """
    about account alone app brand credit follow made-for masthead more newsletter owned product
    recurs
    """
)
# Evidence of notices, in which a page names its owner too.
_IN_NOTICES = words("copyright owned appeal")
# Biographies name all outlets for which their subjects write.
_IN_BIOS = words("bio in-a-bio")
# Other outlets print the notices and datelines of agencies too, and agencies report for them.
_OF_AGENCIES = words("copyright owned work heard told opening web-address")
# Evidence that is worth less within a story, where others are named too.
_MORE = words("domain more follow about appeal owned newsletter product speaks account")
_AGAIN = 0.4  # what each further block with the same kind of evidence adds
_FIRST, _TOP, _BOTTOM = 3, 12, 12  # blocks at the top and at the bottom of a page
# With at most so many blocks around the story, the capture is a column: a part of a page, with few
# menus and notices or none.
_COLUMN = 30
_LOG_BLOCKS = 3  # natural logarithm: with so many blocks and more, the feature is 1
# How many blocks above the story its headline stands, at most, and how long it is, at least, in
# characters; how many paragraphs are the lead; and how many of the others are several.
_NEAR, _LABEL, _LEAD, _SEVERAL = 8, 25, 2, 3
_KINDS = 6  # kinds of evidence with which that feature is 1


def is_column(layout: Layout) -> bool:
    """True if a capture has little more than the column of its story. All features then have a
    second weight, which is added to the first."""
    return len(layout.around) <= _COLUMN


def features_of(candidates: Sequence[Candidate], layout: Layout) -> list[Mapping[str, float]]:
    """The features of each candidate, by name, from 0 to about 2."""
    blocks = [len({sign.place for sign in each.signs}) for each in candidates]
    sources = [each.evidence <= IN_STORIES for each in candidates]
    every = sum(blocks)
    owns = [len(each.evidence & _OWN) for each in candidates]
    agency = signed_dateline(layout)
    names = [squeezed(each.name) for each in candidates]
    found: list[Mapping[str, float]] = []
    topic = "\n".join(
        [block.text for block in layout.head[-_NEAR:] if len(block.text) > _LABEL]
        + [block.text for block in layout.paragraphs[:_LEAD]]
    )
    paragraphs = layout.paragraphs
    in_bios = Counter(
        place
        for each in candidates
        for place in {sign.place for sign in each.signs if sign.evidence in _IN_BIOS}
    )
    known = Counter(
        place
        for each in candidates
        if each.outlet is not None
        for place in {sign.place for sign in each.signs}
    )
    for at, candidate in enumerate(candidates):
        features: dict[str, float] = {}
        _add_evidence(features, candidate, layout)
        _add_places(features, candidate, layout)
        _add_form(features, candidate)
        features["share of all lines with a name"] = blocks[at] / every
        features["lines"] = min(1.0, math.log(blocks[at]) / _LOG_BLOCKS)
        features["a single line"] = blocks[at] == 1
        features["a single line, in no list"] = blocks[at] == 1 and candidate.outlet is None
        features["lines, in no list"] = features["lines"] * (candidate.outlet is None)
        features["kinds of evidence"] = min(1.0, (len(candidate.evidence) - 1) / _KINDS)
        own = owns[at]
        features["two phrases of its own"] = own > 1
        features["no phrase of its own"] = own == 0
        features["only candidate"] = len(candidates) == 1
        features["part of another name"] = any(
            names[at] in other for place, other in enumerate(names) if place != at
        )
        features["only in the story"] = sources[at]
        if sources[at]:
            features["only in the story, signed by an agency"] = agency is not None
            features["only in the story, beside others"] = len(candidates) > 1
            features["cited in the story"] = is_cited(_names_of(candidate), layout)
        bare = candidate.name.removeprefix("The ")  # Stories print "the" before it.
        named = sum([bare in block.text for block in paragraphs[_LEAD:]])
        _add_topic(features, candidate, bare in topic, min(1.0, named / _SEVERAL))
        _add_speech(features, candidate, layout)
        features["named among others"] = _is_among_others(candidate, known)
        employed = [sign.place for sign in candidate.signs if sign.evidence in _IN_BIOS]
        features["in bios with others"] = any(in_bios[place] > 1 for place in employed)
        features["fewer phrases than a listed name"] = own < max(
            [own for own, other in zip(owns, candidates, strict=True) if other.outlet], default=0
        )
        if candidate.outlet is None:
            features["named as parts are"] = candidate.evidence <= _OF_PARTS
        features["named as a company"] = _is_named_as_company(candidate)
        found.append(features)
    return found


def _is_named_as_company(candidate: Candidate) -> bool:
    """True if a line names it as an owner: "Harbour Live LLC", "Harbour Media Group"."""
    return any(
        COMPANY_FORM.match(sign.block.text.partition(candidate.name)[2])
        for sign in candidate.signs
        if sign.evidence in _IN_NOTICES
    )


def _add_evidence(features: dict[str, float], candidate: Candidate, layout: Layout) -> None:
    """A feature for each kind of evidence, and others if the name is in no list, or if an address
    stands in the story."""
    head, story = len(layout.head), len(layout.head) + len(layout.story)
    for evidence, number in Counter(sign.evidence for sign in candidate.signs).items():
        value = 1 + _AGAIN * (min(number, MOST_OF_A_KIND) - 1)
        features[evidence] = value
        if candidate.outlet is None:
            features[f"{evidence}, in no list"] = value
        elif candidate.outlet.agency and evidence in _OF_AGENCIES:
            features[f"{evidence}, agency"] = value
    features["several credits"] = features.get("credit", 0) > 1 and not _is_agency(candidate)
    for sign in candidate.signs:
        if sign.evidence in _MORE and head <= sign.place < story:
            features[f"{sign.evidence}, in the story"] = 1.0


def _add_places(features: dict[str, float], candidate: Candidate, layout: Layout) -> None:
    places = {sign.place for sign in candidate.signs}
    head, end = len(layout.head), len(layout.page.blocks)
    story = head + len(layout.story)
    features["first lines"] = any(place < _FIRST for place in places)
    features["top"] = any(place < min(_TOP, head) for place in places)
    features["bottom"] = any(place >= max(story, end - _BOTTOM) for place in places)
    above, below = any(place < head for place in places), any(place >= story for place in places)
    features["above the story"] = above
    features["below the story"] = below
    features["above and below the story"] = above and below
    features["in the story"] = any(head <= place < story for place in places)
    names = {squeezed(name) for name in _names_of(candidate)}
    alone = [
        sign.place
        for sign in candidate.signs
        if len(sign.block.text) <= LINE and squeezed(sign.block.text) in names
    ]
    first = any(place < _FIRST for place in alone)
    features["alone in the first lines"] = first
    features["agency alone in the first lines"] = first and _is_agency(candidate)
    features["alone near the byline"] = any(0 < head - place <= _NEAR for place in alone)
    features["alone below the story"] = any(place >= story for place in alone)


def _add_topic(
    features: dict[str, float], candidate: Candidate, is_topic: bool, named: float
) -> None:
    """Features of names that the story is about: in its headline or lead, in its paragraphs."""
    features["in headline or lead"] = is_topic
    features["in several paragraphs"] = named
    if candidate.outlet is None:
        features["in headline or lead, in no list"] = is_topic
        features["in several paragraphs, in no list"] = named
        features["a topic to follow"] = (
            is_topic
            and not candidate.evidence.isdisjoint(_OF_TOPICS)
            and candidate.evidence.isdisjoint(_NOT_OF_TOPICS)
        )


def _add_speech(features: dict[str, float], candidate: Candidate, layout: Layout) -> None:
    """Features of blocks in which the page speaks of itself or to readers."""
    head, story = len(layout.head), len(layout.head) + len(layout.story)
    for at, block in {sign.place: sign.block for sign in candidate.signs}.items():
        said = pronouns(block.text, block.words)
        if said:
            place = "in the story" if head <= at < story else "around the story"
            if not said.isdisjoint(WE):
                features[f"we, {place}"] = 1.0
            if not said.isdisjoint(YOU):
                features[f"you, {place}"] = 1.0


def _is_among_others(candidate: Candidate, known: Counter[int]) -> bool:
    """True if each block that names it names at least two other known outlets. ``known`` is the
    number of known outlets by block."""
    own = candidate.outlet is not None
    return all(known[sign.place] - own > 1 for sign in candidate.signs)


def _add_form(features: dict[str, float], candidate: Candidate) -> None:
    name, outlet = candidate.name, candidate.outlet
    features["in no list"] = outlet is None
    features["an agency"] = _is_agency(candidate)
    features["ordinary name"] = outlet is not None and outlet.ordinary
    if outlet is None:
        features["like a paper's name"] = PAPER.search(name) is not None
        newspaper = NEWSPAPER.search(name) is not None
        features["like a newspaper's name"] = newspaper
        features["told, like a newspaper's name"] = newspaper and "told" in candidate.evidence
        features["like a company's name"] = COMPANY.search(name) is not None
        features["one word"] = " " not in name
        features["small letters"] = name.islower()


def _is_agency(candidate: Candidate) -> bool:
    return candidate.outlet is not None and candidate.outlet.agency


def _names_of(candidate: Candidate) -> Iterable[str]:
    return (candidate.name, *(candidate.outlet.aliases if candidate.outlet else ()))
