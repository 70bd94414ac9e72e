"""Tags for pages that show notes on passages."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.contrib.auth.models import User
from django.template import RequestContext
from django.utils.safestring import SafeString

from articles.models import Article
from newsarchive.desk.noted import Noted, noted, notes_for
from newsarchive.desk.passageform import PassageForm

register = template.Library()


@register.simple_tag(takes_context=True)
def noted_text(context: RequestContext, article: Article, marked: Sequence[SafeString]) -> Noted:
    """The marked paragraphs of an article's page with the notes that the reader sees. Those without
    an account have none, and nothing is read for them."""
    user = context["request"].user
    if not isinstance(user, User):
        return Noted(list(marked))
    return noted(article, notes_for(user, article), marked)


@register.simple_tag(takes_context=True)
def passage_form(context: RequestContext, article: Article) -> PassageForm:
    """An empty form for a note of the reader on an article."""
    return PassageForm(user=context["request"].user, article=article)
