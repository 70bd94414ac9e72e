"""Tags for the names and quotations of an article, and the forms that correct them.

An article has up to a hundred of them: see ``repeated.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape  # as Django's, without its look at lazy texts

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from search.mentioned import NamedRow, QuotedRow
from search.templatetags.archive import counted

register = template.Library()


@register.simple_tag(takes_context=True)
def named_rows(context: RequestContext, rows: Iterable[NamedRow]) -> SafeString:
    """Names, each with why it is one. Takes from the context: article; mentions, which say whether
    the reader may correct them; csrf_token."""
    form = _form(context)
    return mark_safe("".join(_named(row, form) for row in rows))  # noqa: S308 - escaped below


@register.simple_tag(takes_context=True)
def quoted_rows(context: RequestContext, rows: Iterable[QuotedRow]) -> SafeString:
    """Quotations, each with its speaker and why. Takes the same from the context."""
    form = _form(context)
    lang = f' lang="{escape(context["article"].lang)}"' if context["article"].lang else ""
    return mark_safe("".join(_quoted(row, lang, form) for row in rows))  # noqa: S308 - escaped below


def _form(context: RequestContext) -> str:
    """The beginning of a form that corrects a name or quotation; "" for who may not."""
    if not context["mentions"].may_correct:
        return ""
    action = reverse("article-mentions", args=[context["article"].public_id])
    token = escape(str(context["csrf_token"]))
    return (
        f'<form method="post" action="{escape(action)}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    )


def _named(row: NamedRow, form: str) -> str:
    name = escape(row.name.text)
    also = "".join(f"<bdi>{escape(each)}</bdi>, " for each in row.also)
    correct = ""
    if form:
        correct = (
            f'{form}<input type="hidden" name="name" value="{name}">'
            f'<button type="submit" name="do" value="hide-name">'
            f'No name<span class="visually-hidden">: {name}</span></button></form>'
        )
    return (
        f'<li><a href="{escape(row.url)}" rel="nofollow"><bdi>{name}</bdi></a> '
        f'<span class="why">{"also " if also else ""}{also}{counted(row.name.times, "mention")}'
        f"{_reason(row.paragraph, row.why)}</span>{correct}</li>\n"
    )


def _quoted(row: QuotedRow, lang: str, form: str) -> str:
    who = "Speaker not certain"
    if row.url:
        # The texts have the words of the search marked, and are HTML.
        who = f'<a href="{escape(row.url)}" rel="nofollow"><bdi>{row.speaker}</bdi></a>'
    correct = ""
    if form:
        plain, beginning = escape(row.plain), escape(Truncator(row.plain).chars(60))
        correct = (
            f'{form}<input type="hidden" name="quotation" value="{plain}">'
            f'<label>Speaker <input type="text" name="speaker" value="{escape(row.speaker_name)}"'
            f' maxlength="200" autocomplete="off" dir="auto"></label> '
            f'<button type="submit" name="do" value="set-speaker">Save</button> '
            f'<button type="submit" name="do" value="hide-quotation">'
            f'No quotation<span class="visually-hidden">: {beginning}</span></button></form>'
        )
    return (
        f'<li><q{lang}>{row.text}</q> <span class="why">{who}'
        f"{_reason(row.paragraph, row.why)}</span>{correct}</li>\n"
    )


def _reason(paragraph: int, why: str) -> str:
    return f' · <a href="#p{paragraph}">paragraph {paragraph}</a>: {escape(why)}'
