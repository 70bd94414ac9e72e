"""Form fields for facts. Each shows a value as text and detects whether a person changed it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator, URLValidator
from django.utils.text import normalize_newlines

from articles.admin.writtendates import dates_written, in_words
from articles.extraction.page.blocks import clean
from articles.facttable import Fact, Kind
from articles.models import Article, Outlet
from articles.models.articles import LANGUAGE_CODE
from articles.partialdate import PartialDate

if TYPE_CHECKING:
    ChoiceBase = forms.ModelChoiceField[Outlet]
else:
    ChoiceBase = forms.ModelChoiceField

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


class FactField(forms.Field):
    """A form field whose values are compared in canonical form.

    Browsers send text back with other line ends and trailing spaces, which is not a change.
    """

    def shown(self, value: Any) -> str:
        """Return the text that the form shows for a value."""
        return str(value or "")

    def canonical(self, text: Any) -> str:
        """Return the text without differences that do not count as a change."""
        return _lines(text).strip()

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else self.shown(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.canonical(self.prepare_value(initial)) != self.canonical(data)


def _lines(text: Any) -> str:
    return "\n".join(line.rstrip() for line in normalize_newlines(_visible(text)).split("\n"))


def _visible(text: Any) -> str:
    """Return the text, or "" if it has no visible character."""
    whole = str(text or "")
    return whole if whole.isprintable() or clean(whole) else ""


class LineField(FactField, forms.CharField):
    """One line of text."""

    def canonical(self, text: Any) -> str:
        return " ".join(_visible(text).split())

    def to_python(self, value: Any) -> str:
        return self.canonical(value)


class TextField(FactField, forms.CharField):
    """Paragraphs with one blank line between them."""

    widget = forms.Textarea

    def canonical(self, text: Any) -> str:
        return _BLANK_LINES.sub("\n\n", _lines(text)).strip()

    def to_python(self, value: Any) -> str:
        return self.canonical(value)


class ListField(TextField):
    """A list of texts, separated by ``separator``: a line end or a blank line."""

    def __init__(self, *, separator: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.separator = separator

    def shown(self, value: Any) -> str:
        return self.separator.join(value or [])

    def clean(self, value: Any) -> list[str]:
        parts = (each.strip() for each in super().clean(value).split(self.separator))
        return list(dict.fromkeys(filter(None, parts)))  # each once


class AddressField(LineField):
    """An http or https address, or nothing."""

    default_validators = [URLValidator(["http", "https"])]


class PartialDateField(LineField):
    """A year, a month or a day, as people write them; empty if unknown."""

    default_error_messages = {
        "invalid": "Enter a date that exists, such as 2020, 2020-03, 2020-03-04 or 4 March 2020, "
        "or leave this empty if it is unknown."
    }

    def canonical(self, text: Any) -> str:
        written = super().canonical(text)
        dates = dates_written(written)
        return str(dates[0]) if len(dates) == 1 else written

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        dates = dates_written(text)
        if len(dates) > 1:
            raise forms.ValidationError(f"{in_words(text, dates)}.", "invalid")
        if not dates:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return dates[0]


class OutletField(FactField, ChoiceBase):
    """One of the outlets; empty if unknown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Outlet.objects.all(), empty_label="Outlet unknown", **kwargs)

    def shown(self, value: Any) -> str:
        return str(value.pk) if isinstance(value, Outlet) else str(value or "")

    def prepare_value(self, value: Any) -> Any:
        return self.shown(value)


def field_for(fact: Fact) -> FactField:
    """Return the form field for a fact."""
    common: dict[str, Any] = {
        "required": False,
        "label": fact.heading,
        "help_text": fact.form.help,
    }
    if fact.kind is Kind.OUTLET:
        return OutletField(**common)
    if fact.form.rows:
        common["widget"] = forms.Textarea(attrs={"rows": fact.form.rows})
    common["max_length"] = fact.form.longest or getattr(
        Article._meta.get_field(fact.name), "max_length", None
    )
    match fact.kind:
        case Kind.PUBLISHED:
            return PartialDateField(**common)
        case Kind.LANGUAGE:
            written = rf"\A{LANGUAGE_CODE.pattern}\Z"
            message = "Enter a language code such as en or de."
            return LineField(validators=[RegexValidator(written, message=message)], **common)
        case Kind.ADDRESS:
            return AddressField(**common)
        case Kind.NAMES:
            return ListField(separator="\n", **common)
        case Kind.TEXTS:
            return ListField(separator="\n\n", **common)
        case Kind.TEXT | Kind.PARAGRAPHS:
            return TextField(**common)
    return LineField(**common)
