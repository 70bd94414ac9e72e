"""The form in which people put an article's facts right."""

from __future__ import annotations

import json
from copy import copy
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator

from articles.admin.fields import (
    AddressField,
    FactField,
    LineField,
    ListField,
    OutletField,
    PartialDateField,
    TextField,
)
from articles.facts import facts, wording
from articles.facts.facts import FACTS, FactChange
from articles.models import Article, Outlet
from articles.models.articles import LANGUAGE_CODE

if TYPE_CHECKING:
    ArticleBase = forms.ModelForm[Article]
    OutletBase = forms.ModelForm[Outlet]
else:
    ArticleBase = OutletBase = forms.ModelForm


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ArticleForm(ArticleBase):
    """Facts as texts. A fact whose text a person changed is pinned; the others are left alone.

    ``version`` and ``opened`` (a digest of each fact) say what the person saw. If the row moved
    since, nothing is saved: the form tells which facts changed, keeps what the person typed,
    takes over what the person had not touched, and a second save is deliberate.
    """

    # Room for any that was ever printed; a whole article pasted here by mistake is longer.
    headline = LineField(required=False, max_length=1_000, widget=_area(2))
    standfirst = TextField(required=False, max_length=5_000, widget=_area(3))
    outlet = OutletField(required=False)
    agency = LineField(
        required=False, max_length=200, help_text="The wire service the story came from."
    )
    byline = ListField(
        required=False, separator="\n", widget=_area(2), help_text="One name per line."
    )
    dateline = LineField(
        required=False, max_length=300, help_text="The place and date that open a wire story."
    )
    published = PartialDateField(
        required=False,
        help_text="A year, a month or a day: 2020, 2020-03 or 2020-03-04. Empty if unknown.",
    )
    captions = ListField(
        required=False,
        separator="\n\n",
        widget=_area(3),
        help_text="Leave a blank line between captions.",
    )
    body = TextField(
        required=False, widget=_area(18), help_text="Leave a blank line between paragraphs."
    )
    url = AddressField(required=False, max_length=2000)
    language = LineField(
        required=False,
        max_length=20,
        help_text="A language code such as en, de or ru.",
        validators=[
            RegexValidator(
                rf"\A{LANGUAGE_CODE.pattern}\Z", message="Enter a language code such as en or de."
            )
        ],
    )

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()  # all of them are declared above and set in apply()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for fact in FACTS:
            self.fields[fact].label = wording.label(fact)
            self.initial[fact] = self._shown(fact)
        self.initial["version"] = self.instance.version
        self.initial["opened"] = self._digests()
        for fact in self.instance.pins:
            if fact in FACTS:
                self.fields[f"unpin_{fact}"] = forms.BooleanField(
                    required=False, label=f"Unpin {wording.named(fact)}"
                )
        #: What apply() did, in a sentence for the history; empty if it did nothing.
        self.message = ""

    @property
    def edited(self) -> list[str]:
        """The facts whose text differs from the row's."""
        return [fact for fact in FACTS if fact in self.changed_data]

    @property
    def unpinned(self) -> list[str]:
        return [fact for fact in FACTS if self.cleaned_data.get(f"unpin_{fact}")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for fact in FACTS:
            # What a rule read is not the person's to put right before they may save.
            if fact not in self.edited:
                self.errors.pop(fact, None)
        for hidden in ("version", "opened"):
            self.errors.pop(hidden, None)
        if cleaned.get("version") != self.instance.version:
            self._tell_of_conflict()
            return cleaned
        for fact in self.unpinned:
            if fact in self.edited:
                self.add_error(
                    fact,
                    "Change this or unpin it, not both. Unpinned, it takes the value of the rules.",
                )
        return cleaned

    def _post_clean(self) -> None:
        """Set nothing on the instance: what is not edited need not be valid, see clean()."""

    def apply(self, by: str) -> Article:
        """Set and pin what was changed, let go what was un-pinned. Saves nothing."""
        article, told = self.instance, []
        for fact in self.edited:
            old = facts.value_of(article, fact)
            self._set(fact, self.cleaned_data[fact], by)
            facts.pin(article, fact, by)
            told.append(self._told("Changed", fact, old))
        for fact in self.unpinned:
            old = facts.value_of(article, fact)
            facts.unpin(article, fact)
            told.append(self._told("Unpinned", fact, old))
        self.message = " ".join(told)
        return article

    def _set(self, fact: str, value: Any, by: str) -> None:
        if fact == "published":
            facts.edit_published(self.instance, value)
        else:
            setattr(self.instance, fact, value)

    def _told(self, verb: str, fact: str, old: Any) -> str:
        change = FactChange(fact, old, facts.value_of(self.instance, fact))
        if change.old == change.new:
            return f"{verb} {wording.named(fact)}."
        return f"{verb} {wording.sentence(change)}."

    def _shown(self, fact: str) -> str:
        """The text that the row's value has in this form."""
        value: Any = self.instance.published_date if fact == "published" else None
        value = value or (getattr(self.instance, fact) if fact != "published" else "")
        return self._field(fact).shown(value)

    def _field(self, fact: str) -> FactField:
        field = self.fields[fact]
        assert isinstance(field, FactField)
        return field

    def _digest(self, fact: str, text: Any) -> str:
        canonical = self._field(fact).canonical(text).encode(errors="replace")
        return blake2b(canonical, digest_size=8).hexdigest()

    def _digests(self) -> str:
        return json.dumps({fact: self._digest(fact, self._shown(fact)) for fact in FACTS})

    def _tell_of_conflict(self) -> None:
        try:
            opened = dict(json.loads(self.cleaned_data.get("opened") or "{}"))
        except (ValueError, TypeError):
            opened = {}
        data: Any = copy(self.data)  # of a QueryDict, one that can be written to
        told = []
        for fact in FACTS:
            now = self._shown(fact)
            if opened and opened.get(fact) == self._digest(fact, now):
                continue  # it did not move
            if fact not in self.edited:
                continue  # it moved to what the form holds
            told.append(f"{wording.label(fact)} is now {self._brief(fact)}.")
            if opened.get(fact) == self._digest(fact, data.get(fact)):
                # The person never touched it: show what it is now, so that saving keeps it.
                data[fact] = now
                self.errors.pop(fact, None)
        data["version"], data["opened"] = str(self.instance.version), self._digests()
        self.data = data
        self.add_error(
            None,
            [
                "This article was changed while you had it open, so nothing was saved.",
                *(told or ["None of the facts below has changed."]),
                "What you typed is still here. Check it, then save again to keep it.",
            ],
        )

    def _brief(self, fact: str) -> str:
        return wording.brief(fact, facts.value_of(self.instance, fact))


class OutletForm(OutletBase):
    """An outlet's name. One that another outlet answers to would split its articles."""

    class Meta:
        model = Outlet
        fields = ("name",)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        other = Outlet.objects.called(name)
        if other is not None and other.pk != self.instance.pk:
            raise forms.ValidationError(
                f"{other.name} already has this name. To combine two outlets, merge them."
            )
        return name
