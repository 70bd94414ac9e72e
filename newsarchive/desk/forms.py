"""The form of a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from newsarchive.desk.models import Collection

if TYPE_CHECKING:
    CollectionFormBase = forms.ModelForm[Collection]
else:
    CollectionFormBase = forms.ModelForm


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
