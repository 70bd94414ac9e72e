"""The form of a note on a passage."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from articles.models import Article
from newsarchive.desk.anchors import LONGEST_QUOTE, AnchoredText
from newsarchive.desk.collecting import clean
from newsarchive.desk.models import Collection, PassageNote

LONGEST_NOTE: Final = 10_000
#: Notes of one person on one article.
MOST_NOTES: Final = 200


class PassageForm(forms.Form):
    """Words of an article with a note, a new one or one that is there already.

    ``start`` is where the words begin in the paragraph; a script sends it, for words that stand in
    it several times.
    """

    paragraph = forms.IntegerField(
        min_value=1,
        max_value=100_000,
        required=False,
        help_text="Its number, if the words stand in several.",
    )
    start = forms.IntegerField(
        min_value=0, max_value=10_000_000, required=False, widget=forms.HiddenInput
    )
    quote = forms.CharField(
        label="Words of the article",
        max_length=LONGEST_QUOTE,
        help_text="As they stand in the text.",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    text = forms.CharField(
        label="Note",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    collection = forms.ModelChoiceField(
        Collection.objects.none(),
        label="Shown in the collection",
        to_field_name="key",
        required=False,
        empty_label="none: only you see it",
        help_text="Whoever may see the collection then sees the note.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        user: User,
        article: Article,
        note: PassageNote | None = None,
    ) -> None:
        self._note = note or PassageNote(owner=user, article=article)
        initial = {}
        if note is not None:
            initial = {
                "paragraph": note.paragraph,
                "quote": note.quote,
                "text": note.text,
                "collection": note.collection.key if note.collection else "",
            }
        super().__init__(data, initial=initial, label_suffix="")
        field = self.fields["collection"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Collection.objects.of_desk(user).filter(entries__article=article)

    def clean_text(self) -> str:
        return clean(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        note = self._note
        if "quote" not in cleaned or cleaned["quote"].split() == note.quote.split():
            return cleaned  # words that are gone from the text may stay
        anchor = AnchoredText(note.article.paragraphs).anchor(
            cleaned["quote"], cleaned.get("paragraph") or 1, cleaned.get("start") or 0
        )
        if anchor is None:
            self.add_error(
                "quote", "These words are not in the text of the article. Copy them from there."
            )
        elif len(anchor.quote) > 2 * LONGEST_QUOTE:
            self.add_error("quote", f"A passage has at most {LONGEST_QUOTE:,} characters.")
        else:
            note.anchor = anchor
        if note.pk is None and self._is_full():
            raise ValidationError(
                f"You have {MOST_NOTES} notes on this article, as many as there can be. Delete "
                "one first."
            )
        return cleaned

    def _is_full(self) -> bool:
        note = self._note
        rows = PassageNote.objects.filter(owner=note.owner, article=note.article)
        return rows.count() >= MOST_NOTES

    def save(self) -> PassageNote:
        """Store the note of a valid form."""
        self._note.text = self.cleaned_data["text"]
        self._note.collection = self.cleaned_data["collection"]
        self._note.save()
        return self._note
