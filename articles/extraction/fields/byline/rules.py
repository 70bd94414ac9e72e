"""The byline: the people who wrote the story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.extraction.fields.byline.organisations import HOUSES, said_again
from articles.extraction.fields.byline.region import NEAR, SHORT, Rule, Scene, byline_finding
from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding
from articles.extraction.lines.authors import (
    is_role,
    signature_in,
    stands_over_a_name,
    stands_under_a_name,
    subject_of_bio,
)
from articles.extraction.lines.bylines import (
    byline_in,
    is_signed_by_house,
    presented_in,
    reporters_in,
)
from articles.extraction.lines.datestamps import read_stamp
from articles.extraction.lines.names import is_place, names_in
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import APPEAL, CAPTION, DATE, LINK
from articles.extraction.page.layout import Layout
from articles.extraction.words.persons import has_given_name, is_name
from articles.extraction.words.vocabulary import folded

_FAR = 120  # blocks over the story
_MOST_LINES = 12  # names one under the other


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The names of the first rule that finds any, from the surest place to the least."""
    blocks = layout.page.blocks
    start = len(layout.head)
    at = -1
    headline = found.get("headline")
    if headline is not None:
        at = next(
            (i for i, block in enumerate(layout.head) if block.lines == headline.locator.lines), -1
        )
    if at >= 0 and names_in(blocks[at].text):
        at -= 1  # a heading that is a name may be the byline itself
    scene = Scene(blocks, at, start, start + len(layout.story))
    finding = by_line(scene)
    if finding is not None:
        return finding
    is_house = any(is_signed_by_house(blocks[index].text) for index in scene.under)
    for rule in (reporting_credit, *HOUSES) if is_house else RULES:
        finding = rule(scene)
        if finding is not None:
            return finding
    return None


def by_line(scene: Scene) -> Finding | None:
    """``By Ann Lee`` between the headline and the first paragraphs."""
    return _labelled(scene, scene.under, "by-line")


def beside_date(scene: Scene) -> Finding | None:
    """``4 March 2020 | Ann Lee``, ``Ann Lee, Political Editor``, ``Ann Lee @annlee``."""
    for index in scene.under:
        block = scene.blocks[index]
        stamp = read_stamp(block.text) if block.kind is DATE else None
        if stamp and stamp.names:
            why = "the names stand beside the date"
            return byline_finding([block], stamp.names, "beside-the-date", why)
        signature = signature_in(block.text) if block.kind is not CAPTION else None
        if signature and signature.proven and index < scene.start + NEAR:
            why = f"a name with {signature.proven}"
            return byline_finding([block], signature.names, "beside-the-date", why)
    return None


def name_alone(scene: Scene) -> Finding | None:
    """A name in a line of its own that a neighbour proves: a date, a role, the headline."""
    for index in scene.under:
        if index < scene.start + NEAR:
            found = _alone(scene, index)
            if found is not None:
                return found
    return None


def over_headline(scene: Scene) -> Finding | None:
    """``By Ann Lee`` or a signature over the headline, nearest first."""
    if scene.headline < 0:
        return None
    found = _labelled(scene, scene.over, "by-line-over-the-headline")
    for index in scene.over:
        signature = signature_in(scene.blocks[index].text)
        if signature is None or any(scene.is_in_story(name) for name in signature.names):
            continue
        if signature.proven or scene.is_dated(index, over=True):
            if found is None or len(signature.names) > len(found.value):
                why = "a name beside a date above the headline"
                block = scene.blocks[index]
                return byline_finding([block], signature.names, "name-over-the-headline", why)
            break
    return found or _only_name_over(scene)


def _only_name_over(scene: Scene) -> Finding | None:
    """A known given name in a line of its own: several would be a menu or other stories."""
    named = [
        scene.blocks[index]
        for index in scene.over
        if is_name(scene.blocks[index].text) and has_given_name(scene.blocks[index].text)
    ]
    if len(named) != 1 or scene.is_in_story(named[0].text):
        return None
    why = "the only name on a line of its own above the headline"
    return byline_finding(named, names_in(named[0].text), "name-over-the-headline", why)


def elsewhere(scene: Scene) -> Finding | None:
    """``By Ann Lee`` in one line, farther over the story, nearest first, or in its midst."""
    over = range(scene.start - 1, max(-1, scene.start - _FAR), -1)
    return _labelled(scene, over, "by-line-over-the-story") or _labelled(
        scene, range(scene.start, scene.end), "by-line-in-the-story"
    )


def reporting_credit(scene: Scene) -> Finding | None:
    """``(Reporting by Ann Lee; editing by Bo Ek)`` at the end of a wire story."""
    for index in (*scene.after, *range(scene.start, scene.end)):
        names = reporters_in(scene.blocks[index].text)
        if names:
            why = "the agency's closing line names its reporters"
            return byline_finding([scene.blocks[index]], names, "reporting-credit", why)
    return None


def author_box(scene: Scene) -> Finding | None:
    """``Ann Lee is a staff writer at …``, ``Follow Ann Lee on …``."""
    found: dict[str, tuple[str, Block]] = {}
    for index in scene.after:
        block = scene.blocks[index]
        name = subject_of_bio(block.text)
        if name and not scene.is_in_story(name):
            found.setdefault(name.casefold(), (name, block))
    if not found:
        return None
    names, blocks = zip(*found.values(), strict=True)
    why = "a line below the story introduces its author"
    return byline_finding(blocks, names, "author-box", why)


RULES: tuple[Rule, ...] = (
    beside_date,
    name_alone,
    over_headline,
    elsewhere,
    reporting_credit,
    author_box,
    *HOUSES,
    said_again,
)


def _labelled(scene: Scene, places: Iterable[int], rule: str) -> Finding | None:
    for index in places:
        block = scene.blocks[index]
        if len(block.text) > 2 * SHORT:
            continue
        used, names = [block], byline_in(block.text) or presented_in(block.text)
        if names:
            more = list(_going_on(scene, index, block.text))
        elif stands_over_a_name(block.text) and index + 1 < len(scene.blocks):
            used.append(scene.blocks[index + 1])
            names = byline_in(f"by {used[-1].text}")
            more = list(_going_on(scene, index + 1, used[-1].text)) if names else []
        if names:
            for near, others in more:
                used.append(near)
                names += tuple(name for name in others if name not in names)
            return byline_finding(used, names, rule, "the line begins with “By”")
    return None


def _going_on(scene: Scene, index: int, text: str) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """The blocks under a byline that carry on its list of names."""
    is_skipped = False
    for block in scene.blocks[index + 1 : index + 1 + _MOST_LINES]:
        is_open = text.rstrip().endswith((",", "&", " and"))
        if block.text.strip() in ("…", "...", "and", "&", ","):
            text = ","
            continue
        joined = block.text.startswith(("and ", "& ", ", "))
        names = names_in(block.text.removeprefix("and "), signed=is_open or joined)
        again = byline_in(block.text)
        listed = names == (block.text.strip(),) and has_given_name(block.text)
        if not (names or again) and is_role(block.text) and not is_skipped:
            is_skipped = True  # "Ann Lee", "Reporter", "Bo Ek", "Reporter"
            continue
        if not (is_open or joined or again or listed) or not (names or again):
            return
        text = block.text
        is_skipped = False
        yield block, again or names


def _alone(scene: Scene, index: int) -> Finding | None:
    block = scene.blocks[index]
    if block.kind in (CAPTION, LINK, APPEAL):
        return None
    signature = signature_in(block.text)
    if signature is None or any(scene.is_in_story(name) for name in signature.names):
        return None
    title = scene.blocks[scene.headline].text if scene.headline >= 0 else ""
    if any(name in title for name in signature.names):
        return None
    under = scene.blocks[index + 1].text if index + 1 < len(scene.blocks) else ""
    over = scene.blocks[index - 1].text if index else ""
    is_known = any(map(has_given_name, signature.names))
    if not is_known and is_place(signature.names[0]):
        return None
    near = NEAR if is_known else 1
    if scene.is_dated(index, within=near):
        why = "a name on a line of its own beside the date"
    elif stands_under_a_name(under) or folded(under) == folded(block.text):
        why = "a name above a line that describes an author"
    elif stands_over_a_name(over):
        why = "a name below a line that announces the author"
    elif (
        is_known
        and scene.headline >= 0
        and scene.headline < index <= scene.headline + (NEAR if scene.is_narrow else 1)
    ):
        why = "a name on a line of its own between the headline and the story"
    else:
        return None
    used, names = [block], signature.names
    for following, others in _going_on(scene, index, block.text):
        if not any(scene.is_in_story(name) for name in others):
            used.append(following)
            names += tuple(name for name in others if name not in names)
    return byline_finding(used, names, "name-alone", why)
