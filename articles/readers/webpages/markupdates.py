"""The date of publication in a page's markup: stated there, or no more than suggested."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from articles.extraction.findings import Finding, Locator
from articles.extraction.lines.machinedates import MachineDate, read_machine_date
from articles.extraction.stated import TIME_RULE, UTC_RULE
from articles.extraction.words.explanations import quoted
from articles.partialdate import PartialDate
from articles.readers.webpages.linkeddata import published_in_linked_data

# fmt: off
# Names of <meta> elements that state when an article was published, in lower case; the first are
# the least ambiguous.
_META = (
    "article:published_time", "article:published", "og:article:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "bt:pubdate", "dc.date.issued",
    "dcterms.issued", "dc.date.published", "cxenseparse:recs:publishtime", "rnews:datepublished",
    "citation_publication_date", "citation_date", "originalpublicationdate", "publication_date",
    "publication-date", "published_date", "publish_date", "publish-date", "publishdate",
    "published_at", "published-date", "published", "pubdate", "pub_date", "articledate",
    "article_date_original", "article.published", "published_time_telegram", "displaydate",
    "dateposted", "datecreated", "dc.date", "dc.date.created", "dcterms.created", "dcterms.date",
    "date",
)
# Names that state when the page was last changed: not the date, but maybe the page's offset.
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod")
# Classes that microformats and common systems give to the date of publication.
_CLASSES = frozenset(("published", "dt-published", "entry-date", "post-date", "publish-date"))
# Parts of a page that belong to readers, or to other stories.
_ELSEWHERE = (
    "comment", "reply", "replies", "related", "sidebar", "teaser", "recommend", "trending",
    "popular", "latest", "most-read", "newsletter", "widget", "carousel",
)
# Endings of classes that describe the whole page: "comments-open".
_OF_PAGE = ("open", "closed", "enabled", "disabled", "left", "right", "count", "none")
_ELSEWHERE_TAGS = frozenset(("aside", "nav", "footer", "li", "figure", "blockquote", "table"))
# fmt: on
_IN_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2])"
    r"(?:[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=/|-|$)|(?=/|$))"
)
# <!-- FILE ARCHIVED ON 10:02:14 Mar 04, 2019 AND RETRIEVED FROM …
_ARCHIVED = re.compile(r"FILE ARCHIVED ON [\d:]{8} (?P<date>[A-Z][a-z]{2} \d\d, \d{4})")
# <!-- Page saved with SingleFile … saved date: Mon Mar 04 2019 10:02:14 GMT+0100 …
_SAVED = re.compile(r"\bsaved date: (?:[A-Z][a-z]{2} )?(?P<date>[A-Z][a-z]{2} \d\d \d{4})\b")
_MOST = 100  # <time> elements, and elements marked as the date: A page with more is a list.
_LONGEST_VALUE = 200  # characters that can be a date
_LONGEST = 60  # characters of a value that a sentence quotes


@dataclass(frozen=True, slots=True)
class _Statement:
    """A date in the markup, and the element or key that states it."""

    value: str
    place: str


_Metas = dict[str, _Statement]


def published_in(markup: str) -> Finding | None:
    """When the markup says that the page was published; None if it says nothing of the kind.

    The finding's rule says what it is worth: a statement, the time beside a headline
    (``html.time``) or a part of the page's address (``html.address``). Its value is a PartialDate.
    """
    try:
        root = etree.fromstring(
            markup.encode("utf-8", "replace"),
            etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True),
        )
    except etree.ParseError:
        return None
    if root is None:
        return None
    metas = _metas(root)
    times = [each for each in islice(root.iter("time"), _MOST) if not _is_elsewhere(each)]
    offset = _offset(metas, times)
    for statement in _statements(root, metas):
        date = read_machine_date(statement.value)
        if date is not None and date.date is not None:
            return _stated(statement, date, offset)
    return _time_beside_headline(times, offset) or _from_address(root, metas)


def captured_in(markup: str) -> Finding | None:
    """When the page was captured, by the comment of an archive or of a program that saves pages."""
    match = _ARCHIVED.search(markup) or _SAVED.search(markup)
    if match is None:
        return None
    why = f"A comment in the markup states it: {quoted(' '.join(match.group().split()), 120)}."
    return Finding("other", match["date"], Locator((), "comment"), "html.captured", why)


def _stated(
    statement: _Statement, date: MachineDate, offset: dt.timezone | None, rule: str = ""
) -> Finding:
    value, at = date.date, date.at
    why = f"The markup states it: {statement.place} is {quoted(statement.value, _LONGEST)}"
    if at is not None and date.is_utc:
        if offset is None:
            rule = rule or UTC_RULE
        elif (local := PartialDate.of(at.astimezone(offset).date())) != value:
            value = local
            why += f", which in the page’s own time ({offset}) is {local.words}"
    return Finding(
        "published", value, Locator((), statement.place), rule or "html.published", f"{why}."
    )


def _statements(root: etree._Element, metas: _Metas) -> Iterator[_Statement]:
    """What states the date of publication, the most reliable first."""
    linked = published_in_linked_data(root)
    if linked:
        yield _Statement(linked, "“datePublished” in JSON-LD")
    yield from (metas[name] for name in _META if name in metas)
    # What readers see, <time>, comes before what only programs see.
    marked = list(islice(filter(_is_marked, root.iter(etree.Element)), _MOST))
    for element in sorted(marked, key=lambda element: element.tag != "time"):
        if not _is_elsewhere(element):
            yield _of_element(element)


def _is_marked(element: etree._Element) -> bool:
    """True for an element that is marked as the date of publication."""
    return (
        element.get("itemprop", "").lower() == "datepublished"
        or element.get("property", "").lower() == "schema:datepublished"
        or element.get("pubdate") is not None
        or (
            element.get("datetime") is not None
            and not _CLASSES.isdisjoint(element.get("class", "").split())
        )
    )


def _metas(root: etree._Element) -> _Metas:
    """The <meta> elements that are not empty, by name; of equal names, the first."""
    found: _Metas = {}
    for element in root.iter("meta"):
        for attribute in ("property", "name"):
            name, value = element.get(attribute, "").lower(), element.get("content", "").strip()
            if name and value:
                place = f"<meta {attribute}={element.get(attribute)}>"
                found.setdefault(name, _Statement(value, place))
    return found


def _of_element(element: etree._Element) -> _Statement:
    tag = str(element.tag)
    attribute = next(
        (name for name in ("itemprop", "property", "class", "pubdate") if element.get(name)), ""
    )
    shown = f"<{tag} {attribute}={element.get(attribute)}>" if attribute else f"<{tag}>"
    value = element.get("datetime") or element.get("content") or "".join(element.itertext())
    return _Statement(" ".join(value[:_LONGEST_VALUE].split()), shown)


def _offset(metas: _Metas, times: Sequence[etree._Element]) -> dt.timezone | None:
    """The offset from UTC with which the page writes other moments; None if it writes none."""
    values = [metas[name].value for name in (*_META, *_CHANGED) if name in metas]
    values += [each.get("datetime", "") for each in times]
    for value in values:
        date = read_machine_date(value) if value[:4].isdigit() else None
        if date and date.at and date.at.utcoffset():
            return dt.timezone(date.at.utcoffset() or dt.timedelta())
    return None


def _is_elsewhere(element: etree._Element) -> bool:
    """True for an element in a comment, a list of other stories or the like."""
    for each in (element, *element.iterancestors()):
        if each.tag in ("html", "body"):
            return False
        names = f"{each.get('class', '')} {each.get('id', '')}".lower().split()
        if (
            each.tag in _ELSEWHERE_TAGS
            or each.get("itemtype", "").endswith("Comment")
            or any(name.startswith(_ELSEWHERE) and not name.endswith(_OF_PAGE) for name in names)
        ):
            return True
    return False


def _time_beside_headline(
    times: Sequence[etree._Element], offset: dt.timezone | None
) -> Finding | None:
    """The only day that <time> elements of the story name."""
    found: dict[PartialDate, tuple[MachineDate, etree._Element]] = {}
    for element in times:
        date = read_machine_date(element.get("datetime") or "")
        if date is not None and date.date is not None:
            found.setdefault(date.date, (date, element))
    if len(found) != 1:
        return None
    ((date, element),) = found.values()
    place = "<time datetime>"
    return _stated(_Statement(element.get("datetime") or "", place), date, offset, TIME_RULE)


def _from_address(root: etree._Element, metas: _Metas) -> Finding | None:
    """``/2019/03/04/ferry`` is a day, ``/2019/03/ferry`` a month."""
    addresses = [
        each.get("href", "") for each in root.iter("link") if each.get("rel") == "canonical"
    ]
    addresses += [metas[name].value for name in ("og:url", "twitter:url") if name in metas]
    for address in addresses:
        try:
            match = _IN_PATH.search(urlsplit(address).path)
        except ValueError:
            continue
        if match:
            day = int(match["day"]) if match["day"] else None
            try:
                date = PartialDate(int(match["year"]), int(match["month"]), day)
            except ValueError:
                continue
            why = f"The page’s own address names the {date.precision}: {quoted(address, 120)}."
            return Finding("published", date, Locator((), "address"), "html.address", why)
    return None
