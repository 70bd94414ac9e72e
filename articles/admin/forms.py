"""The forms in which people correct an article's facts and an outlet's name."""

from __future__ import annotations

import json
from copy import copy
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django import forms

from articles.admin.formfields import FactField, field_for
from articles.facts import pins, wording
from articles.facts.changes import FactChange
from articles.facts.values import value_of
from articles.facttable import FACTS, Kind
from articles.models import Article, Outlet
from articles.tagging import Retagging, shown

if TYPE_CHECKING:
    ArticleBase = forms.ModelForm[Article]
    OutletBase = forms.ModelForm[Outlet]
else:
    ArticleBase = OutletBase = forms.ModelForm


#: The name of the buttons that choose one of an article's possible dates.
CANDIDATE = "candidate"
#: The facts in the order of the form.
ORDER = sorted(FACTS.values(), key=lambda fact: not fact.form.first)


class ArticleForm(ArticleBase):
    """Facts as texts. A fact whose text a person changed is pinned; the others stay as they are.

    ``version`` and ``opened`` (a digest of each fact) record what the person saw. If the row has
    changed since, nothing is saved: the form lists the changed facts, keeps what the person typed
    and shows the new values of the other facts. The person may then save again.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    tags = forms.CharField(
        required=False,
        help_text="With commas between them. Rules never change tags.",
    )
    opened_tags = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()  # made from the table of facts, and set in apply()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        chosen = self.data.get(CANDIDATE, "")
        if chosen in self.instance.published_candidates:
            self.data: Any = copy(self.data)  # the copy of a QueryDict is mutable
            self.data["published"] = chosen
        for each in ORDER:
            self.fields[each.name] = field_for(each)
            self.initial[each.name] = self._shown(each.name)
        self.initial["version"] = self.instance.version
        self.initial["opened"] = self._digests()
        for fact in self.instance.pins:
            if fact in FACTS:
                self.fields[f"unpin_{fact}"] = forms.BooleanField(
                    required=False, label=f"Unpin {wording.named(fact)}"
                )
        self.initial["tags"] = self.initial["opened_tags"] = shown(self.instance.tags.all())
        #: What apply() changed, in sentences for the history; empty if nothing.
        self.message = ""

    @property
    def edited(self) -> list[str]:
        """The facts whose text differs from the row's."""
        return [fact for fact in FACTS if fact in self.changed_data]

    @property
    def unpinned(self) -> list[str]:
        return [fact for fact in FACTS if self.cleaned_data.get(f"unpin_{fact}")]

    def clean_tags(self) -> Retagging:
        """What to change: others may have changed the tags since the form was opened."""
        return Retagging.between(self.data.get("opened_tags", ""), self.cleaned_data["tags"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for fact in FACTS:
            # An invalid value that a rule read must not prevent the person from saving.
            if fact not in self.edited:
                self.errors.pop(fact, None)
        for hidden in ("version", "opened", "opened_tags"):
            self.errors.pop(hidden, None)
        if cleaned.get("version") != self.instance.version:
            self._report_conflict()
            return cleaned
        for fact in self.unpinned:
            if fact in self.edited:
                self.add_error(
                    fact,
                    "Change this or unpin it, not both. Unpinned, it takes the value of the rules.",
                )
        return cleaned

    def _post_clean(self) -> None:
        """Set nothing on the instance: facts that are not edited may be invalid, see clean()."""

    def apply(self, by: str) -> Article:
        """Set and pin the edited facts, and un-pin those chosen. Saves nothing."""
        article, sentences = self.instance, []
        for fact in self.edited:
            old = value_of(article, fact)
            pins.edit(article, fact, self.cleaned_data[fact], by)
            sentences.append(self._sentence("Changed", fact, old))
        for fact in self.unpinned:
            old = value_of(article, fact)
            pins.unpin(article, fact)
            sentences.append(self._sentence("Unpinned", fact, old))
        self.message = " ".join(sentences)
        return article

    def _sentence(self, verb: str, fact: str, old: Any) -> str:
        change = FactChange(fact, old, value_of(self.instance, fact))
        if change.old == change.new:
            return f"{verb} {wording.named(fact)}."
        return f"{verb} {wording.sentence(change)}."

    def _shown(self, fact: str) -> str:
        """Return the text that this form shows for the row's value."""
        is_date = FACTS[fact].kind is Kind.PUBLISHED
        value = self.instance.published_date if is_date else getattr(self.instance, fact)
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

    def _report_conflict(self) -> None:
        try:
            opened = dict(json.loads(self.cleaned_data.get("opened") or "{}"))
        except (ValueError, TypeError):
            opened = {}
        data: Any = copy(self.data)  # the copy of a QueryDict is mutable
        changed = []
        for fact in FACTS:
            now = self._shown(fact)
            if opened and opened.get(fact) == self._digest(fact, now):
                continue  # the row's value has not changed
            if fact not in self.edited:
                continue  # the row's new value equals that in the form
            changed.append(f"{wording.label(fact)} is now {self._brief(fact)}.")
            if opened.get(fact) == self._digest(fact, data.get(fact)):
                # The person did not edit it: show the new value, so that saving keeps it.
                data[fact] = now
                self.errors.pop(fact, None)
        data["version"], data["opened"] = str(self.instance.version), self._digests()
        self.data = data
        self.add_error(
            None,
            [
                "This article was changed while you had it open, so nothing was saved.",
                *(changed or ["None of the facts below has changed."]),
                "What you typed is still here. Check it, then save again to keep it.",
            ],
        )

    def _brief(self, fact: str) -> str:
        return wording.brief(fact, value_of(self.instance, fact))


class OutletForm(OutletBase):
    """An outlet's name, which no other outlet may have as a name or alias."""

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
