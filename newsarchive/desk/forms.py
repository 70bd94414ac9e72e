"""The forms of collections and saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from newsarchive.desk.following import begin_alerts, is_date, kept
from newsarchive.desk.models import Collection, SavedSearch

if TYPE_CHECKING:
    CollectionFormBase = forms.ModelForm[Collection]
    SavedSearchFormBase = forms.ModelForm[SavedSearch]
else:
    CollectionFormBase = SavedSearchFormBase = forms.ModelForm


class CollectionForm(CollectionFormBase):
    class Meta:
        model = Collection
        fields = ("title", "note", "visible_to")
        labels = {"note": "Note about the whole", "visible_to": "Who may see it"}
        help_texts = {
            "visible_to": "Only you can change it. The link cannot be guessed. Where the archive "
            "is only for people with an account, the link needs one, too."
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}


class TitleForm(forms.Form):
    title = forms.CharField(label="Title", max_length=200)


class SavedSearchForm(SavedSearchFormBase):
    """``since`` and ``until`` are the dates of the search as typed."""

    since = forms.CharField(
        label="Published from",
        required=False,
        max_length=60,
        help_text="Last week, this month or past 30 days stay relative: they count from the day on "
        "which you look. A period in one field is enough.",
    )
    until = forms.CharField(label="Published until", required=False, max_length=60)

    class Meta:
        model = SavedSearch
        fields = ("name", "alerts")
        widgets = {"alerts": forms.RadioSelect}

    field_order = ("name", "since", "until", "alerts")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = self.instance.typed
        self.fields["since"].initial = typed.get("from", "")
        self.fields["until"].initial = typed.get("to", "")

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_since(self) -> str:
        return self._date("since")

    def clean_until(self) -> str:
        return self._date("until")

    def _date(self, name: str) -> str:
        text = str(self.cleaned_data[name])
        if text and not is_date(text):
            raise forms.ValidationError(
                "Enter a date such as 2020, March 2020, 2020-03-07 or yesterday, or a period such "
                "as last week or past 30 days."
            )
        return text

    def save(self, commit: bool = True) -> SavedSearch:
        typed = self.instance.typed.copy()
        for name, field in (("from", "since"), ("to", "until")):
            typed[name] = self.cleaned_data[field]
        self.instance.query = kept(typed)
        if self.initial["alerts"] == SavedSearch.Alerts.NONE:
            begin_alerts(self.instance)
        return super().save(commit)
