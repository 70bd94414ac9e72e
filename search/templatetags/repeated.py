"""Tags for parts that repeat many times on a page.

A page of results has about a thousand variables and conditions in such parts, and a template
would take many times as long for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape  # as Django's, without its look at lazy texts
from typing import Final

from django import template
from django.template import RequestContext
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.addresses import article_path
from articles.extraction.lines.titles import shortened
from articles.facttable import Fact
from articles.models import Article
from search.addresses.pagination import PageLink
from search.addresses.permalinks import absolute
from search.charts.coverage import Cell, Row
from search.charts.histogram import Bar, Histogram
from search.exports.citations import metadata
from search.exports.citations.citation import citation_of
from search.facets import FacetValue
from search.highlighting import marking
from search.inquiry.foldedlists import Listed
from search.inquiry.foundarticles import FoundArticle
from search.query.fields import TEXT_FIELDS
from search.templatetags.archive import grouped, percent

register = template.Library()

_LABELS: Final = {field.name: field.label for field in TEXT_FIELDS}
_CERTAINTY: Final = {"inferred": "date inferred", "edited": "date set by an editor"}


@register.simple_tag(takes_context=True)
def hits(context: RequestContext, found: Iterable[Listed]) -> SafeString:
    """Results, with their copies folded under them. Takes from the context: marked, the keys of
    marked articles; query, which the links to the articles' pages carry along; parameters, which
    say whether passages are shown."""
    query = f"?{escape(context['query'])}" if context["query"] else ""
    with_passages = not context["parameters"].compact
    host, today = absolute(context["request"], "/").removesuffix("/"), timezone.localdate()
    numbered = context["parameters"].fold

    def item(each: Listed) -> str:
        article = each.found.article
        citation = citation_of(article, f"{host}{article_path(article.public_id)}", today)
        below = snippets(each.found) if with_passages else ""
        if each.copies:
            copies = "".join(map(item, each.copies))
            below += f"<details><summary>{escape(each.words)}</summary><ol>{copies}</ol></details>"
        place = f' value="{each.place}"' if numbered else ""
        is_marked = article.pk in context["marked"]
        return _hit(each.found, place, is_marked, query, metadata.coins(citation), below)

    return mark_safe("".join(map(item, found)))  # noqa: S308 - escaped below


def _hit(
    found: FoundArticle, place: str, is_marked: bool, query: str, coins: str, below: str
) -> str:
    """``query`` is escaped already; ``place`` is an attribute, ``below`` what follows: HTML."""
    article, lang = found.article, found.article.lang
    checked = " checked" if is_marked else ""
    language = f' lang="{escape(lang)}"' if lang else ""
    outlet = article.outlet.name if article.outlet else "Outlet unknown"
    return (
        f'<li class="hit"{place}><input type="checkbox" name="id"'
        f' value="{escape(article.public_id)}"{checked}'
        f' aria-label="Mark {escape(shortened(article.title, 80))}">'
        f'<h2 dir="auto"{language}>'
        f'<a href="{escape(article.get_absolute_url())}{query}">{found.title}</a></h2>'
        f'<p class="meta"><bdi class="outlet">{escape(outlet)}</bdi> '
        f"<span>{published(article)}</span></p>"
        f'<span class="Z3988" title="{escape(coins)}"></span>{below}</li>\n'
    )


@register.simple_tag
def published(article: Article) -> SafeString:
    """When an article was published, and how certain that is."""
    date, why = article.published_date, escape(article.published_why)
    if date is None:
        title = f' title="{why}"' if why else ""
        return mark_safe(f'<span class="certainty"{title}>undated</span>')  # noqa: S308 - escaped above
    certainty = _CERTAINTY.get(article.published_basis, "")
    if certainty:
        certainty = f' <span class="certainty" title="{why}">{certainty}</span>'
    return mark_safe(f'<time datetime="{date}">{date.words}</time>{certainty}')  # noqa: S308 - escaped above


@register.simple_tag
def snippets(found: FoundArticle) -> SafeString:
    """The passages of an article that show why it was found."""
    lang = f' lang="{escape(found.article.lang)}"' if found.article.lang else ""
    passages = (
        f'<p class="snippet" dir="auto"{lang}>{_place(each.field)}'
        f"{marking.mark(each.text, each.spans)}</p>\n"
        for each in found.snippets
    )
    return mark_safe("".join(passages))  # noqa: S308 - marking escapes the texts


def _place(field: str) -> str:
    """The place of a snippet outside the text, such as ``In a caption``."""
    if field == "body":
        return ""
    return f'<span class="place">In {escape(_LABELS.get(field, field))}:</span> '


@register.simple_tag
def facet_values(values: Iterable[FacetValue]) -> SafeString:
    """The list of a facet's values. Their addresses lead back to the filters: on a small screen
    these are folded, and a browser unfolds what an address names."""
    return mark_safe(f"<ul>{''.join(map(_facet_value, values))}</ul>")  # noqa: S308 - escaped below


def _facet_value(value: FacetValue) -> str:
    part = ' class="part"' if value.is_part else ""
    current = ' aria-current="true"' if value.selected else ""
    return (
        f'<li{part}><a href="{escape(value.url)}#filters"{current}><bdi>{escape(value.label)}</bdi>'
        f"<b> {grouped(value.count)}</b></a></li>"
    )


@register.simple_tag
def page_links(links: Iterable[PageLink]) -> SafeString:
    """The numbered links to the pages of a list."""
    return mark_safe(f"<ol>{''.join(map(_page_link, links))}</ol>")  # noqa: S308 - escaped below


def _page_link(link: PageLink) -> str:
    if not link.number:
        return '<li aria-hidden="true">…</li>'
    number = grouped(link.number)
    if link.is_current:
        return f'<li><b aria-current="page">{number}</b></li>'
    return f'<li><a href="{escape(link.url)}">{number}</a></li>'


@register.simple_tag
def bars(histogram: Histogram) -> SafeString:
    """The bars of a histogram, drawn."""
    return mark_safe("".join(_bar(bar) for bar in histogram.bars if bar.count))  # noqa: S308 - escaped below


def _bar(bar: Bar) -> str:
    chosen = ' class="chosen"' if bar.chosen else ""
    share = f" of {grouped(bar.of)}, {percent(bar.share)}" if bar.of is not None else ""
    return (
        f'<a href="{escape(bar.url)}" tabindex="-1"{chosen}>'
        f"<title>{escape(bar.words)}: {grouped(bar.count)}{share}</title>"
        f'<rect x="{bar.place}"/>'
        f'<rect x="{bar.place}" y="{bar.top:g}" height="{bar.height:g}"/></a>'
    )


@register.simple_tag
def bar_rows(histogram: Histogram) -> SafeString:
    """The bars of a histogram, as rows of a table."""
    return mark_safe("".join(_bar_row(bar) for bar in histogram.bars if bar.count))  # noqa: S308 - escaped below


def _bar_row(bar: Bar) -> str:
    current = ' aria-current="true"' if bar.chosen else ""
    share = ""
    if bar.of is not None:
        share = f"<td>{grouped(bar.of)}</td><td>{percent(bar.share)}</td>"
    return (
        f'<tr><th scope="row"><a href="{escape(bar.url)}"{current}>{escape(bar.words)}</a></th>'
        f"<td>{grouped(bar.count)}</td>{share}</tr>"
    )


@register.simple_tag
def cells(row: Row) -> SafeString:
    """The cells of a row of the coverage table, which has more than a thousand."""
    return mark_safe("".join(map(_cell, row.cells)))  # noqa: S308 - escaped below


def _cell(cell: Cell) -> str:
    shade = f' class="shade-{cell.shade}"' if cell.shade else ""
    text = f"{cell.count:,}"
    link = f'<a href="{escape(cell.url)}">{text}</a>' if cell.url else text
    return f"<td{shade}>{link}</td>"


@register.simple_tag
def source_lines(lines: Sequence[SafeString], facts: Mapping[int, Sequence[Fact]]) -> SafeString:
    """The lines of a capture, HTML with marks, each with the facts found on it, by its number."""
    shown = (_line(number, line, facts.get(number)) for number, line in enumerate(lines, start=1))
    return mark_safe("".join(shown))  # noqa: S308 - marking escapes the lines


def _line(number: int, line: SafeString, facts: Sequence[Fact] | None) -> str:
    if not facts:
        return f'<li id="L{number}"><code dir="auto">{line}</code></li>'
    labels = escape(", ".join(fact.label for fact in facts))
    return (
        f'<li id="L{number}" class="gave"><code dir="auto">{line}</code>'
        f'<span class="facts">{labels}</span></li>'
    )
