"""Set one fact of many articles to a value of a person.

The fact is then pinned, as if each article had been edited by hand. Values that were pinned before
stay unless the person chose to replace them; values pinned since the preview always stay.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry

from articles.bulk.kind import Kind, counted
from articles.bulk.states import as_json, edited, state_of
from articles.facts import pins, wording
from articles.facts.changes import FactChange
from articles.facts.values import value_of
from articles.models import Article, BulkChange, BulkRow


@dataclass(frozen=True, slots=True)
class Edit:
    """A value for one fact, and who sets it. ``over_pins``: it also replaces pinned values.

    ``as_of`` is when the preview was made.
    """

    fact: str
    value: Any
    by: str
    over_pins: bool
    as_of: dt.datetime

    def refusal(self, article: Article) -> str:
        """Return why this article keeps its value; "" if it does not."""
        pin = article.pins.get(self.fact)
        if pin is None:
            return ""
        at = pin.get("at")
        if at and dt.datetime.fromisoformat(at) > self.as_of:
            return f"unchanged: set by {pin.get('by', 'somebody')} since the preview"
        return "" if self.over_pins else f"unchanged: pinned by {pin.get('by', 'somebody')}"

    def apply(self, article: Article) -> FactChange:
        """Set and pin the fact; saves nothing. Returns the change."""
        old = value_of(article, self.fact)
        pins.edit(article, self.fact, self.value, self.by)
        return FactChange(self.fact, old, value_of(article, self.fact))

    @property
    def parameters(self) -> dict[str, Any]:
        """The edit as JSON, but for who sets it."""
        return {
            "fact": self.fact,
            "value": as_json(self.fact, self.value),
            "over_pins": self.over_pins,
            "as_of": self.as_of.isoformat(),
        }

    @classmethod
    def of(cls, change: BulkChange) -> Edit:
        """The edit of a bulk change. Raises Refused if its outlet is gone."""
        parameters = change.parameters
        value = edited(parameters["fact"], parameters["value"])
        as_of = dt.datetime.fromisoformat(parameters["as_of"])
        by = change.person.get_username()
        return cls(parameters["fact"], value, by, parameters["over_pins"], as_of)


class FactSetting(Kind):
    title = "Set a fact"
    has_undo = True

    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        edit = Edit.of(change)
        tally = Counter[str]()
        for key in keys:
            # One by one, since setting a date may settle that of another in this part.
            rows = Article.objects.select_for_update(of=("self",)).select_related("outlet")
            article = rows.filter(pk=key).first()
            if article is None:
                continue
            if edit.refusal(article):
                tally["kept"] += 1
                continue
            before = state_of(article, edit.fact)
            made = edit.apply(article)
            article.save()
            BulkRow.objects.create(
                change=change,
                article=article,
                before={edit.fact: before},
                after={edit.fact: state_of(article, edit.fact)},
            )
            LogEntry.objects.log_actions(
                change.person.pk, [article], CHANGE, f"Changed {wording.sentence(made)}."
            )
            tally["set"] += 1
        return tally

    def sentence(self, change: BulkChange) -> str:
        fact, tally = change.parameters["fact"], change.tally
        kept = tally.get("kept", 0)
        left = f" Left unchanged because pinned: {counted(kept)}." if kept else ""
        return f"Set the {shown_name(fact)} of {counted(tally.get('set', 0))}.{left}"


def shown_name(fact: str) -> str:
    return "date" if fact == "published" else fact
