"""What a person types instead of a fact that was understood wrongly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from articles.admin.formfields import FactField, LineField, field_for
from articles.facts import pins, wording
from articles.facts.changes import FactChange
from articles.facts.outletlookup import OutletLookup
from articles.facts.values import value_of
from articles.facttable import FACTS, Kind
from articles.models import Article, Outlet
from newsarchive.transactions import writing
from newsarchive.uploads.models import UploadedArticle

#: The facts that the form has. Texts are corrected once the article is in the archive.
CORRECTED: Final = [
    fact for fact in FACTS.values() if fact.kind not in (Kind.PARAGRAPHS, Kind.TEXTS)
]


def text_field(fact: str) -> FactField:
    """The form field for a fact. An outlet is typed by its name, since it may be a new one."""
    row = FACTS[fact]
    if row.kind is Kind.OUTLET:
        longest = Outlet._meta.get_field("name").max_length
        field = LineField(required=False, label=row.heading, max_length=longest)
        field.widget.attrs |= {"list": "outlets", "autocomplete": "off"}
        return field
    return field_for(row)


def outlet_names() -> Iterable[str]:
    """The names that the form suggests for an outlet."""
    return Outlet.objects.order_by("name").values_list("name", flat=True)


class CorrectionForm(forms.Form):
    """The facts of an uploaded article as texts."""

    def __init__(self, article: UploadedArticle, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.article = article
        self._understood = {each["name"]: each["form"] for each in article.facts}
        for fact in CORRECTED:
            self.fields[fact.name] = text_field(fact.name)
            understood = self._understood.get(fact.name, "")
            self.initial[fact.name] = article.corrections.get(fact.name, understood)

    def corrections(self) -> dict[str, str]:
        """The texts that differ from what was understood, by the name of the fact."""
        typed = {}
        for fact in CORRECTED:
            field = text_field(fact.name)
            text = field.canonical(self.data.get(fact.name, ""))
            if text != field.canonical(self._understood.get(fact.name, "")):
                typed[fact.name] = text
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for fact in CORRECTED:
            if fact.name not in self.corrections():
                # What a rule read may be invalid, and must not prevent the person from saving.
                self.errors.pop(fact.name, None)
        return cleaned


def correct(article: Article, corrections: dict[str, str], by: Any, at: dt.datetime) -> None:
    """Set and pin the corrected facts of a stored article, once.

    ``at`` is when the person confirmed them, before the run that stored the article. So undoing
    the run is not refused because of them.
    """
    with writing():
        article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        changes = []
        for fact, text in corrections.items():
            if fact in article.pins:
                continue  # set by an earlier run of the task, or by somebody else since
            old = value_of(article, fact)
            pins.edit(article, fact, _value(fact, text), by.get_username())
            article.pins[fact]["at"] = at.isoformat()
            changes.append(FactChange(fact, old, value_of(article, fact)))
        if changes:
            article.save()
            sentences = " ".join(f"Changed {wording.sentence(each)}." for each in changes)
            LogEntry.objects.create(
                user_id=by.pk,
                action_time=at,
                content_type=ContentType.objects.get_for_model(Article),
                object_id=str(article.pk),
                object_repr=str(article)[:200],
                action_flag=CHANGE,
                change_message=sentences,
            )


def _value(fact: str, text: str) -> Any:
    """The value of a text as ``pins.edit`` takes it."""
    if FACTS[fact].kind is Kind.OUTLET:
        return OutletLookup().named(text) if text else None
    return text_field(fact).clean(text)
