"""A page takes the names and quotations of an article from the tables while they are current."""

from __future__ import annotations

from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.mentions import stored
from articles.mentions.corrected import mentions_of
from articles.mentions.corrections import hide_name, set_speaker
from articles.mentions.reading import MOST_CHARACTERS
from articles.mentions.storage import bring_up_to_date
from articles.mentions.stored import present_mentions
from articles.models import Article
from tests.articles.stories import article

pytestmark = pytest.mark.django_db

SAID = (
    "“The hull has a tear,” Captain Anna Weil said in Paris. “Nobody was hurt.” Ms Weil of the "
    "U.N. left for “São Tomé”, \\ and Jean-Luc d'Aubigny stayed."
)


@pytest.fixture
def made() -> Article:
    made = article("A", SAID)
    made.language = "en"
    made.save()
    return made


def test_stored_mentions_are_those_that_the_rules_read(made: Article) -> None:
    bring_up_to_date()
    read = mentions_of(made)
    assert len(read.names) > 1
    assert len(read.quotations) > 1
    with mock.patch.object(stored, "mentions_of", side_effect=AssertionError):
        assert present_mentions(made) == read


def test_a_text_without_any_is_not_read_anew(made: Article) -> None:
    made.body = "nothing was said."
    made.save()
    bring_up_to_date()
    with mock.patch.object(stored, "mentions_of", side_effect=AssertionError):
        assert not present_mentions(made).names


def test_a_changed_text_is_read_anew(made: Article) -> None:
    bring_up_to_date()
    made.body = "“It floats,” Boris Tamm said in Riga."
    made.save()
    assert [each.text for each in present_mentions(made).names] == ["Boris Tamm", "Riga"]


def test_other_rules_read_anew(made: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_up_to_date()
    monkeypatch.setattr(stored, "RULES", 99)
    with mock.patch.object(stored, "mentions_of") as read:
        present_mentions(made)
    read.assert_called_once_with(made)


@pytest.mark.parametrize("is_read", [False, True])
def test_corrections_count_at_once(made: Article, is_read: bool) -> None:
    bring_up_to_date()
    editor = User.objects.create_user("mira")
    hide_name(made, "Paris", editor)
    set_speaker(made, "Nobody was hurt.", "Boris Tamm", editor)
    if is_read:
        bring_up_to_date()
    made = Article.objects.get(pk=made.pk)
    found = present_mentions(made)
    assert "Paris" not in [each.text for each in found.names]
    assert [each.speaker for each in found.quotations] == ["Anna Weil", "Boris Tamm"]
    assert found == mentions_of(made)


@pytest.mark.parametrize("length", [MOST_CHARACTERS, MOST_CHARACTERS + 1])
def test_whether_a_text_was_read_wholly_is_known(made: Article, length: int) -> None:
    half = length // 2
    made.body = f"{'a' * half}\n\n{'b' * (length - half)}"
    made.save()
    bring_up_to_date()
    assert present_mentions(made).is_cut == (length > MOST_CHARACTERS)
    assert present_mentions(made) == mentions_of(made)


def test_stored_mentions_take_two_queries(made: Article) -> None:
    bring_up_to_date()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        present_mentions(made)
    assert len(asked) == 2
