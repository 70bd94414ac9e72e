"""Tags for parts that repeat many times on a page.

A page of results has about a thousand variables and conditions in such parts, and a template
would take many times as long for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape  # as Django's, without its look at lazy texts
from typing import Final

from django import template
from django.template import RequestContext
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.addresses import article_path
from articles.extraction.lines.titles import shortened
from articles.models import Article
from search.addresses.pagination import PageLink
from search.addresses.permalinks import absolute
from search.charts.coverage import Cell, Row
from search.charts.histogram import Bar, Histogram
from search.exports.citations import metadata
from search.exports.citations.citation import citation_of
from search.facets import FacetValue
from search.highlighting import marking
from search.inquiry.foundarticles import FoundArticle
from search.query.fields import TEXT_FIELDS
from search.templatetags.archive import grouped, percent

register = template.Library()

_LABELS: Final = {field.name: field.label for field in TEXT_FIELDS}
_CERTAINTY: Final = {"inferred": "date inferred", "edited": "date set by an editor"}
_NOTHING: Final = SafeString()


@register.simple_tag(takes_context=True)
def hits(context: RequestContext, found: Iterable[FoundArticle]) -> SafeString:
    """Results. Takes from the context: marked, the keys of marked articles; query, which the links
    to the articles' pages carry along; parameters, which say whether passages are shown."""
    query = f"?{escape(context['query'])}" if context["query"] else ""
    with_passages = not context["parameters"].compact
    host, today = absolute(context["request"], "/").removesuffix("/"), timezone.localdate()
    items = []
    for each in found:
        article = each.article
        citation = citation_of(article, f"{host}{article_path(article.public_id)}", today)
        passages = snippets(each) if with_passages else _NOTHING
        is_marked = article.pk in context["marked"]
        items.append(_hit(each, is_marked, query, metadata.coins(citation), passages))
    return mark_safe("".join(items))  # noqa: S308 - escaped below


def _hit(found: FoundArticle, is_marked: bool, query: str, coins: str, passages: str) -> str:
    """``query`` and ``passages`` are escaped already."""
    article, lang = found.article, found.article.lang
    checked = " checked" if is_marked else ""
    language = f' lang="{escape(lang)}"' if lang else ""
    outlet = article.outlet.name if article.outlet else "Outlet unknown"
    return (
        f'<li class="hit"><input type="checkbox" name="id" value="{escape(article.public_id)}"'
        f'{checked} aria-label="Mark {escape(shortened(article.title, 80))}">'
        f'<h2 dir="auto"{language}>'
        f'<a href="{escape(article.get_absolute_url())}{query}">{found.title}</a></h2>'
        f'<p class="meta"><bdi class="outlet">{escape(outlet)}</bdi> '
        f"<span>{published(article)}</span></p>"
        f'<span class="Z3988" title="{escape(coins)}"></span>{passages}</li>\n'
    )


@register.simple_tag
def published(article: Article) -> SafeString:
    """When an article was published, and how certain that is."""
    date = article.published_date
    if date is None:
        title = _optional(' title="{}"', article.published_why)
        return format_html('<span class="certainty"{}>undated</span>', title)
    certainty = _NOTHING
    if article.published_basis in _CERTAINTY:
        certainty = format_html(
            ' <span class="certainty" title="{}">{}</span>',
            article.published_why,
            _CERTAINTY[article.published_basis],
        )
    return format_html('<time datetime="{}">{}</time>{}', str(date), date.words, certainty)


@register.simple_tag
def snippets(found: FoundArticle) -> SafeString:
    """The passages of an article that show why it was found."""
    lang = _optional(' lang="{}"', found.article.lang)
    return format_html_join(
        "",
        '<p class="snippet" dir="auto"{}>{}{}</p>\n',
        (
            (lang, _place(snippet.field), marking.mark(snippet.text, snippet.spans))
            for snippet in found.snippets
        ),
    )


def _place(field: str) -> SafeString:
    """The place of a snippet outside the text, such as ``In a caption``."""
    if field == "body":
        return _NOTHING
    return format_html('<span class="place">In {}:</span> ', _LABELS.get(field, field))


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


def _optional(attribute: str, value: object) -> SafeString:
    """An attribute that is left out without a value."""
    return format_html(attribute, value) if value else _NOTHING
