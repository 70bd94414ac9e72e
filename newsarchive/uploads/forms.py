"""The form with which articles are added."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile as SentFile
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from articles.management.output import printable
from newsarchive.uploads.models import Upload, UploadedFile

#: The name of a text that was pasted, by whether it is the markup of a page.
_PASTED = {False: "pasted text", True: "pasted page.html"}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[SentFile[Any]]:
        return [super(FilesField, self).clean(each, initial) for each in data or []]


class AddForm(forms.Form):
    """Files, or a text or page that is pasted; and what is known about where it comes from."""

    file = FilesField(
        required=False,
        allow_empty_file=True,  # reading it says what is wrong, and the others are read
        label="Files",
        help_text="All formats that the archive reads, also packed as ZIP, TAR or gzip.",
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label="Or paste an article",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Its text as copied from the page, or the page’s source.",
    )
    url = forms.CharField(
        required=False,
        max_length=2000,
        label="Web address",
        help_text="Of the page that is pasted, or of the only file.",
        validators=[URLValidator(["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    captured = forms.DateField(
        required=False,
        label="Captured on",
        help_text="The day on which the pages were saved, if you know it: a page that says "
        "“2 hours ago” is then dated by it.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_captured(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["captured"]
        if day and day > timezone.now().date() + dt.timedelta(days=1):
            raise forms.ValidationError("This day is in the future.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        files, text = cleaned.get("file") or [], (cleaned.get("text") or "").strip()
        if not self.errors and not files and not text:
            raise forms.ValidationError("Choose a file, or paste an article.")
        if cleaned.get("url") and len(files) + bool(text) > 1:
            self.add_error("url", "An address belongs to one page: add the others without it.")
        return cleaned

    def save(self, user: Any) -> Upload:
        """Store what was sent. Raises OSError if it cannot be written."""
        day, url = self.cleaned_data["captured"], self.cleaned_data["url"]
        noon = dt.datetime.combine(day, dt.time(12), dt.UTC) if day else None
        upload = Upload(user=user, captured_at=noon and min(noon, timezone.now()))
        contents: list[tuple[str, Any]] = [(each.name, each) for each in self.cleaned_data["file"]]
        text = self.cleaned_data["text"]
        if text.strip():
            is_page = text.lstrip()[:9].lower().startswith(("<!doctype", "<html"))
            contents.append((_PASTED[is_page], ContentFile(text.encode())))
        try:
            with transaction.atomic():
                upload.save()
                names: set[str] = set()
                for name, content in contents:
                    file = UploadedFile(upload=upload, name=_unique(name, names), url=url)
                    file.content.save("", content)
        except BaseException:
            upload.remove_files()
            raise
        return upload


def _unique(name: str, taken: set[str]) -> str:
    """A name for people, which no other file of the upload has."""
    shown = printable(name)[-200:] or "file"
    number, unique = 1, shown
    while unique in taken:
        number += 1
        stem, dot, suffix = shown.rpartition(".")
        unique = f"{stem} ({number}){dot}{suffix}" if stem else f"{shown} ({number})"
    taken.add(unique)
    return unique
