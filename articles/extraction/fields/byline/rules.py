"""The byline: the people who wrote the story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.extraction.fields.byline.closing import signed_below
from articles.extraction.fields.byline.region import NEAR, SHORT, Region, Rule, byline_finding
from articles.extraction.fields.byline.signingorganisations import (
    ORGANISATION_RULES,
    repeated_below,
)
from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding
from articles.extraction.lines.authors import (
    Signature,
    is_role,
    signature_in,
    stands_over_a_name,
)
from articles.extraction.lines.biographies import subject_of_bio
from articles.extraction.lines.bylines import (
    byline_in,
    presented_in,
    reporters_in,
)
from articles.extraction.lines.datestamps import read_stamp
from articles.extraction.lines.foreignbylines import foreign_name
from articles.extraction.lines.names import is_place, names_in
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import APPEAL, CAPTION, DATE, LINK, PARAGRAPH
from articles.extraction.page.layout import Layout
from articles.extraction.words.persons import has_given_name

_FAR = 120  # How many blocks over the story a byline may stand if there is none nearer.
_MOST_LINES = 12  # lines of a list of names


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The names that the first rule finds. The surest places come first.

    None on a page of letters or corrections: whoever signs an item has not written the page.
    """
    blocks = layout.page.blocks
    start = len(layout.head)
    at = -1
    headline = found.get("headline")
    if headline is not None and headline.rule == "headline.standing":
        return None
    if headline is not None:
        at = next(
            (i for i, block in enumerate(layout.head) if block.lines == headline.locator.lines), -1
        )
    region = Region(blocks, at, start, start + len(layout.story))
    for rule in RULES:
        finding = rule(region)
        if finding is not None:
            return finding
    return None


def by_line(region: Region) -> Finding | None:
    """``By Ann Lee`` between the headline and the first paragraphs."""
    return _labelled(region, region.under, "by-line")


def beside_date(region: Region) -> Finding | None:
    """``4 March 2020 | Ann Lee``, ``Ann Lee, Political Editor``, ``Ann Lee @annlee``."""
    for index in region.under:
        block = region.blocks[index]
        stamp = read_stamp(block.text) if block.kind is DATE else None
        if stamp and _is_place_under_a_name(region, index, stamp.names):
            continue
        if stamp and stamp.names:
            why = "the names stand beside the date"
            return byline_finding([block], stamp.names, "beside-the-date", why)
        signature = signature_in(block.text) if block.kind is not CAPTION else None
        if signature and signature.proven and index < region.start + NEAR:
            why = f"a name with {signature.proven}"
            return byline_finding([block], signature.names, "beside-the-date", why)
    return None


def _is_place_under_a_name(region: Region, index: int, names: tuple[str, ...]) -> bool:
    """True for "Puerto Claro - 14 oct 2020" under a line that is the name of a person."""
    if not names or any(map(has_given_name, names)):
        return False
    signature = signature_in(region.blocks[index - 1].text)
    return signature is not None and any(map(has_given_name, signature.names))


def name_alone(region: Region) -> Finding | None:
    """A name in a line of its own, if a date, a role or the headline beside it proves it."""
    for index in region.under:
        if index < region.start + NEAR:
            found = _alone(region, index)
            if found is not None:
                return found
    return None


def over_headline(region: Region) -> Finding | None:
    """``By Ann Lee`` or a name over the headline, the nearest first."""
    if region.headline < 0:
        return None
    found = _labelled(region, region.over, "by-line-over-the-headline")
    for index in region.over:
        signature = signature_in(region.blocks[index].text)
        if signature is not None and (signature.proven or region.is_dated(index, over=True)):
            if found is None or len(signature.names) > len(found.value):
                why = "a name beside a date above the headline"
                block = region.blocks[index]
                return byline_finding([block], signature.names, "name-over-the-headline", why)
            break
    return found


def elsewhere(region: Region) -> Finding | None:
    """``By Ann Lee`` farther over the story, the nearest first, or in the middle of it."""
    over = range(region.start - 1, max(-1, region.start - _FAR), -1)
    return _labelled(region, over, "by-line-over-the-story") or _labelled(
        region, range(region.start, region.end), "by-line-in-the-story"
    )


def reporting_credit(region: Region) -> Finding | None:
    """``(Reporting by Ann Lee; editing by Bo Ek)`` at the end of a wire story."""
    for index in (*region.after, *range(region.start, region.end)):
        names = reporters_in(region.blocks[index].text)
        if names:
            why = "the agency's closing line names its reporters"
            return byline_finding([region.blocks[index]], names, "reporting-credit", why)
    return None


def author_box(region: Region) -> Finding | None:
    """``Ann Lee is a staff writer at …``, ``Follow Ann Lee on …``."""
    found: dict[str, tuple[str, Block]] = {}
    for index in region.after:
        block = region.blocks[index]
        name = subject_of_bio(block.text)
        if name and not region.is_in_story(name):
            found.setdefault(name.casefold(), (name, block))
    if not found:
        return None
    names, blocks = zip(*found.values(), strict=True)
    why = "a line below the story introduces its author"
    return byline_finding(blocks, names, "author-box", why)


RULES: tuple[Rule, ...] = (
    by_line,
    beside_date,
    name_alone,
    over_headline,
    elsewhere,
    reporting_credit,
    author_box,
    signed_below,
    *ORGANISATION_RULES,
    repeated_below,
)


def _labelled(region: Region, places: Iterable[int], rule: str) -> Finding | None:
    for index in places:
        block = region.blocks[index]
        if len(block.text) > 2 * SHORT:
            continue
        used, names = [block], byline_in(block.text) or presented_in(block.text)
        if names:
            more = list(_further_names(region, index, block.text))
        elif stands_over_a_name(block.text) and index + 1 < len(region.blocks):
            used.append(region.blocks[index + 1])
            names = byline_in(f"by {used[-1].text}")
            more = list(_further_names(region, index + 1, used[-1].text)) if names else []
        if names:
            for near, others in more:
                used.append(near)
                names += tuple(name for name in others if name not in names)
            return byline_finding(used, names, rule, "the line begins with “By”")
    return None


def _further_names(
    region: Region, index: int, text: str
) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """The blocks under a byline that go on with its list of names."""
    is_skipped = False
    for block in region.blocks[index + 1 : index + 1 + _MOST_LINES]:
        is_open = text.rstrip().endswith((",", "&", " and"))
        joined = block.text.startswith(("and ", "& ", ", "))
        names = names_in(block.text.removeprefix("and "), signed=is_open or joined)
        signed = byline_in(block.text)
        listed = names == (block.text.strip(),) and has_given_name(block.text)
        if not (names or signed) and is_role(block.text) and not is_skipped:
            is_skipped = True  # "Ann Lee", "Reporter", "Bo Ek", "Reporter" stand in four lines.
            continue
        if not (is_open or joined or signed or listed) or not (names or signed):
            return
        text = block.text
        is_skipped = False
        yield block, signed or names


def _foreign(region: Region, index: int) -> Signature | None:
    """A name in a script without capitals, right under the headline or beside the date there."""
    names = () if region.headline < 0 else foreign_name(region.blocks[index].text)
    is_near = region.headline < index <= region.headline + NEAR + 1
    return Signature(names) if names and is_near and index < region.start else None


def _alone(region: Region, index: int) -> Finding | None:
    block = region.blocks[index]
    if block.kind in (CAPTION, LINK, APPEAL, PARAGRAPH):
        return None
    signature = signature_in(block.text) or _foreign(region, index)
    if signature is None or all(region.is_in_story(name) for name in signature.names):
        return None
    title = region.blocks[region.headline].text if region.headline >= 0 else ""
    if any(name in title for name in signature.names):
        return None
    is_known = any(map(has_given_name, signature.names))
    if not is_known and is_place(signature.names[0]):
        return None
    near = NEAR if is_known else 1
    if region.is_dated(index, within=near):
        why = "a name on a line of its own beside the date"
    elif is_known and region.headline >= 0 and region.headline < index <= region.headline + NEAR:
        why = "a name on a line of its own between the headline and the story"
    else:
        return None
    used, names = [block], signature.names
    for following, others in _further_names(region, index, block.text):
        if not any(region.is_in_story(name) for name in others):
            used.append(following)
            names += tuple(name for name in others if name not in names)
    return byline_finding(used, names, "name-alone", why)
