"""Tags and filters of the templates: citations, commands, counts and dates in words."""

from __future__ import annotations

import re
from typing import Final

from django import template
from django.template import RequestContext
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.extraction.lines.titles import shortened
from articles.extraction.words import explanations
from articles.models import Article
from articles.partialdate import PartialDate
from search.exports.citations import metadata
from search.exports.citations.citation import cited
from search.language.languagenames import name_of

register = template.Library()

_ISO_DAY: Final = len("2020-03-04")
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: A text in quotation marks, which stay outside.
_QUOTATION: Final = re.compile("(?<=“)([^”]*)(?=”)")


@register.simple_tag(takes_context=True)
def coins(context: RequestContext, article: Article) -> str:
    """The metadata of one hit for programs that take citations from a page of results."""
    return metadata.coins(cited(context["request"], article))


@register.filter
def commands(text: str) -> SafeString:
    """A sentence, escaped, with the parts between backticks shown as code."""
    parts = enumerate(escape(text).split("`"))
    return mark_safe("".join(f"<code>{part}</code>" if n % 2 else part for n, part in parts))  # noqa: S308 - escaped above


register.filter(shortened)


@register.filter
def grouped(number: int) -> str:
    """A number with thousands separators: ``12,345``."""
    return f"{number:,}"


@register.filter
def percent(number: float) -> str:
    """``12%``; below 10 with one decimal place, ``0.4%``. A share above 0 is never shown as 0."""
    if 0 < number < 0.1:
        return "under 0.1%"
    return f"{number:.1f}%" if 0 < number < 10 and round(number, 1) % 1 else f"{number:.0f}%"


@register.filter
def counted(number: int, noun: str) -> str:
    """``1 article``, ``12,345 articles``. An irregular plural follows the noun and a comma:
    ``match,matches``."""
    one, _, many = noun.partition(",")
    return explanations.counted(number, one, many)


@register.filter
def in_words(date: str) -> str:
    """The date of an ISO date or time in words; any other text is returned unchanged."""
    try:
        return PartialDate.parse(date[:_ISO_DAY]).words
    except ValueError:
        return date


@register.filter
def isolated(text: str) -> str:
    """A sentence in whose quotations the direction of an Arabic or Hebrew text stays inside.

    Without this, the words between two such quotations would change places.
    """
    if not _RIGHT_TO_LEFT.search(text):
        return text
    *quotations, end = _QUOTATION.split(text)
    pairs = zip(quotations[::2], quotations[1::2], strict=True)
    return format_html_join("", "{}<bdi>{}</bdi>", pairs) + escape(end)


@register.filter
def language(code: str) -> str:
    """The English name of a language, such as ``French``, or its code if the name is unknown."""
    return name_of(code)
