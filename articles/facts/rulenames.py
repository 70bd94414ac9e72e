"""Names of the extraction rules for people. JSON and title attributes keep the codes."""

from __future__ import annotations

from typing import Final

#: Names of rules whose codes are not clear enough as words.
RULES: Final = {
    "agency.byline": "agency named as the author",
    "agency.dateline": "agency in the dateline",
    "agency.placed": "agency beside a place",
    "body.captions": "captions of a page without a story",
    "body.entries": "entries of a running report",
    "body.items": "items of a page of letters or corrections",
    "body.story": "main stretch of prose",
    "byline.author-box": "author box below the story",
    "byline.beside-the-date": "name beside the date",
    "byline.by-line": "line with “By”",
    "byline.by-line-in-the-story": "“By” within the story",
    "byline.by-line-over-the-headline": "“By” above the headline",
    "byline.by-line-over-the-story": "“By” above the story",
    "byline.house-beside-the-date": "organisation beside the date",
    "byline.house-by-line": "organisation after “By”",
    "byline.name-alone": "name on a line of its own",
    "byline.name-over-the-headline": "name above the headline",
    "byline.reporting-credit": "reporters’ credit at the end",
    "byline.said-again": "line repeated below the story",
    "byline.signed-below": "name at the end of the story",
    "dateline.opens-the-story": "place and date that open the story",
    "export.body": "text of a document in an export",
    "export.field": "field of a database’s export",
    "export.note": "field of a database’s export that belongs to no fact",
    "headline.labelled": "line marked as the headline",
    "headline.newsletter": "title of a newsletter",
    "headline.over-captions": "heading above the pictures of a gallery",
    "headline.weighed": "line most like a headline",
    "html.address": "page’s own address",
    "html.captured": "comment that says when the page was captured",
    "html.html": "main text of the page’s markup",
    "html.meta": "page’s markup",
    "html.published": "date in the page’s markup",
    "html.published-utc": "moment in the page’s markup",
    "html.time": "time of the story in the page’s markup",
    "language.script": "script of the language",
    "language.small-words": "common English words",
    "language.words": "words of the story",
    "ingest.given": "given with the ingest",
    "outlet.about": "page speaking about itself",
    "outlet.account": "account with the outlet",
    "outlet.alone": "name on a line of its own",
    "outlet.app": "outlet’s app",
    "outlet.appeal": "appeal to readers",
    "outlet.begins": "name at the beginning of a line",
    "outlet.beside-a-role": "name after a writer’s role",
    "outlet.bio": "author’s biography",
    "outlet.brand": "name before several labels",
    "outlet.by": "name after “By”",
    "outlet.byline": "name beside byline or date",
    "outlet.common-word": "name that is also a common word",
    "outlet.a-label": "label spelt like an outlet",
    "outlet.copyright": "copyright notice",
    "outlet.credit": "picture credit",
    "outlet.database-field": "field of a database of articles",
    "outlet.domain": "web address on the page",
    "outlet.e-mail": "e-mail address",
    "outlet.follow": "invitation to follow",
    "outlet.handle": "social media handle",
    "outlet.heard": "interview with the outlet",
    "outlet.in-a-line": "name in a line below the story",
    "outlet.inner": "name in the middle of the story",
    "outlet.link": "web address of a page",
    "outlet.made-for": "picture made for the outlet",
    "outlet.more": "“More from” line",
    "outlet.named": "name in the story",
    "outlet.near-the-byline": "name in a line near the byline",
    "outlet.opening": "name that opens the story",
    "outlet.owned": "notice of the owner",
    "outlet.path": "first part of a path to the page",
    "outlet.product": "newsletter of the outlet",
    "outlet.recurs": "name used several times",
    "outlet.signed": "name after byline or date",
    "outlet.speaks": "outlet speaking of itself",
    "outlet.staff": "outlet’s staff",
    "outlet.staffer": "author on the staff",
    "outlet.thanks": "thanks to readers",
    "outlet.told": "“told” the outlet",
    "outlet.web-address": "web address of the page",
    "outlet.wire": "notice of a wire service",
    "outlet.work": "outlet’s own reporting",
    "published.ago-line": "time before the capture",
    "published.file-time": "time before a capture of unknown date",
    "published.full-dateline": "dateline with a year",
    "published.neighbours": "date of a related article",
    "published.published-line": "“Published” line",
    "published.updated-line": "“Updated” line",
    "record.captured": "time of capture in the record",
    "record.inferred-date": "date that the record says was inferred",
    "record.key": "key of the record",
    "record.open-date": "date of the record that is not understood",
    "record.version": "version of the item",
    "record.kill": "withdrawal by the provider",
    "record.teaser": "record with a teaser only",
    "record.url": "web address of the record",
    "standfirst.under-the-headline": "text between headline and story",
    "url.own-line": "web address on a line of its own",
}
#: Rules that take a value which the input states explicitly.
_STATED: Final = ("record.", "html.", "export.", "ingest.")


def named(rule: str) -> str:
    """Return a rule's name from the table, or else the words of its code.

    ``section.top-line``, which is not in the table, is named ``top line``.
    """
    return RULES.get(rule) or rule.partition(".")[2].replace("-", " ") or rule


def is_stated(rule: str) -> bool:
    """True for a rule that takes a value which a record or a page's markup states."""
    return rule.startswith(_STATED)
