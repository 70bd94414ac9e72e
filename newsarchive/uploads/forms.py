"""The forms with which articles are added, and read another way."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile as SentFile
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from articles.admin.formfields import FactField, LineField, TextField
from articles.facttable import FACTS
from articles.management.output import printable
from articles.readers import PassedOver
from articles.readers.base import HEAD
from articles.readers.exports import LAYOUTS
from articles.readers.formats import format_of, suffixes
from articles.readers.given import GIVABLE
from articles.readers.tables.keys import CAPTURED, ID
from articles.readers.tables.tablecolumns import MEANINGS, header_key
from newsarchive.uploads.corrections import text_field
from newsarchive.uploads.models import Upload, UploadedFile
from newsarchive.uploads.tasks import enqueue

#: The name of a text that was pasted, by whether it is the markup of a page.
_PASTED: Final = {False: "pasted text", True: "pasted page.html"}
#: The fields with which the form begins.
_FIRST: Final = ("file", "folder", "text", "url")
#: Files of a folder that are listed because they were not taken.
_NOT_TAKEN: Final = 100
_GIVEN_HELP: Final = {
    "outlet": "If all of it is of one outlet. It goes before what the files say, like all facts "
    "here.",
    "byline": "Names, separated by commas.",
    "published": "A year, a month or a day: 2020, March 2020 or 2020-03-04.",
    "language": "A code such as en or de.",
}
_OTHERS: Final = {ID: "Its own id", CAPTURED: "Captured on"}
#: What a column may be, for people.
_MEANINGS: Final = [
    ("", "kept as it is"),
    *((name, FACTS[name].heading if name in FACTS else _OTHERS[name]) for name in MEANINGS),
]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[SentFile[Any]]:
        return [super(FilesField, self).clean(each, initial) for each in data or []]


class ReadingForm(forms.Form):
    """What is known about all that was sent, and how it is to be read."""

    captured = forms.DateField(
        required=False,
        label="Captured on",
        help_text="The day on which the pages were saved, if you know it: a page that says "
        "“2 hours ago” is then dated by it.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    layout = forms.ChoiceField(
        required=False,
        label="Layout",
        choices=[("", "Recognise it"), *((each.name, each.title) for each in LAYOUTS)],
        help_text="Of a text export of a database, where it is not recognised.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for name in GIVABLE:
            self.fields[name] = _given_field(name)
        self.order_fields([*_FIRST, "captured", *GIVABLE, "layout"])

    def shared(self) -> list[forms.BoundField]:
        """The fields that are rarely needed: facts that all of it shares, and the layout."""
        return [self[name] for name in (*GIVABLE, "layout")]

    def main(self) -> list[forms.BoundField]:
        """The other fields."""
        return [field for field in self if field.name not in (*GIVABLE, "layout")]

    @property
    def has_shared(self) -> bool:
        """True if one of the rarely needed fields has a value, or is wrong."""
        return any(field.errors or field.value() for field in self.shared())

    def clean_captured(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["captured"]
        if day and day > timezone.now().date() + dt.timedelta(days=1):
            raise forms.ValidationError("This day is in the future.")
        return day

    def captured_at(self) -> dt.datetime | None:
        day: dt.date | None = self.cleaned_data["captured"]
        noon = dt.datetime.combine(day, dt.time(12), dt.UTC) if day else None
        return noon and min(noon, timezone.now())

    def given(self) -> dict[str, str]:
        """The facts that all of it shares, as texts."""
        texts = {name: str(self.cleaned_data[name] or "") for name in GIVABLE}
        return {name: text for name, text in texts.items() if text}


def _given_field(fact: str) -> FactField:
    field = text_field(fact)
    if isinstance(field, TextField):
        field = LineField(required=False, label=field.label)
    field.help_text = _GIVEN_HELP.get(fact, "")
    return field


class AddForm(ReadingForm):
    """Files, a folder, or a text or page that is pasted; and what is known about them."""

    file = FilesField(
        required=False,
        allow_empty_file=True,  # reading it says what is wrong, and the others are read
        label="Files",
        help_text="All formats that the archive reads, also packed as ZIP, TAR or gzip.",
    )
    folder = FilesField(
        required=False,
        allow_empty_file=True,
        label="Or a folder",
        widget=FilesInput(attrs={"webkitdirectory": True}),
        help_text="Its files of those formats, and those of the folders in it.",
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.not_taken: list[str] = []
        files = [*(cleaned.get("file") or []), *self._taken(cleaned.get("folder") or [])]
        cleaned["files"], text = files, (cleaned.get("text") or "").strip()
        if self.not_taken and not files and not text:
            raise forms.ValidationError(
                "The folder has no file of a format that the archive reads."
            )
        if not self.errors and not files and not text:
            raise forms.ValidationError("Choose a file, or paste an article.")
        if cleaned.get("url") and len(files) + bool(text) > 1:
            self.add_error("url", "An address belongs to one page: add the others without it.")
        return cleaned

    def _taken(self, files: Iterable[SentFile[Any]]) -> Iterator[SentFile[Any]]:
        """The files of a folder that are read, as those of a folder that ingest walks."""
        for file in files:
            name = printable(file.name or "")
            if name.startswith("."):
                self.not_taken.append(f"{name}: hidden file")
            elif name.lower().endswith(tuple(suffixes())) or _has_format(file):
                yield file
            else:
                self.not_taken.append(f"{name}: {PassedOver.unknown(name).kind}")

    def save(self, user: Any) -> Upload:
        """Store what was sent. Raises OSError if it cannot be written."""
        upload = Upload(
            user=user,
            captured_at=self.captured_at(),
            given=self.given(),
            layout=self.cleaned_data["layout"],
            not_taken=self.not_taken[:_NOT_TAKEN],
        )
        url, text = self.cleaned_data["url"], self.cleaned_data["text"]
        contents: list[tuple[str, Any]] = [(each.name, each) for each in self.cleaned_data["files"]]
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
                enqueue(upload)
        except BaseException:
            upload.remove_files()
            raise
        return upload


class ColumnsForm(forms.Form):
    """What each column of the tables of an upload is."""

    def __init__(self, upload: Upload, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self._tables = upload.tables
        for number, table in enumerate(self._tables):
            states = {name: fact for fact, name in table["of"].items()}
            for index, name in enumerate(table["names"]):
                field = forms.ChoiceField(choices=_MEANINGS, required=False, label=name)
                field.widget.attrs["aria-label"] = f"What “{name}” is"
                key = f"column-{number}-{index}"
                self.fields[key], self.initial[key] = field, states.get(name, "")

    def tables(self) -> list[dict[str, Any]]:
        """The tables as the page shows them: ``file``, ``columns`` (fields) and ``rows``."""
        return [
            {
                "file": table["file"],
                "columns": self._columns(number),
                "rows": table["rows"],
                "errors": self.errors.get(f"column-{number}-0", []),
            }
            for number, table in enumerate(self._tables)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number, table in enumerate(self._tables):
            chosen = Counter(cleaned.get(field.name, "") for field in self._columns(number))
            twice = [fact for fact, count in chosen.items() if fact and count > 1]
            if twice:
                self.add_error(
                    f"column-{number}-0",
                    f"{table['file']}: only one column can be “{dict(_MEANINGS)[twice[0]]}”.",
                )
        return cleaned

    def maps(self) -> dict[str, dict[str, str]]:
        """The columns that the person has chosen otherwise, as those of a run."""
        found = {}
        for number, table in enumerate(self._tables):
            fields = zip(self._columns(number), table["names"], strict=True)
            chosen = {
                fact: name for field, name in fields if (fact := self.cleaned_data[field.name])
            }
            if chosen != table["of"]:
                found[header_key(table["names"])] = chosen
        return found

    def _columns(self, number: int) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(f"column-{number}-")]


def _has_format(file: SentFile[Any]) -> bool:
    head = file.read(HEAD)
    file.seek(0)
    return format_of("", head) is not None


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
