"""What an article shares with others, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from django.utils import timezone

from articles.copies.detection import bring_up_to_date
from articles.copies.sharing import MOST_COPIES, sharing_of
from articles.models import Article
from tests.articles.stories import article, text

pytestmark = pytest.mark.django_db

OWN = range(20)


def words_of(first: Article) -> dict[str, str]:
    bring_up_to_date()
    return {each.article.headline: each.words for each in sharing_of(first)}


@pytest.mark.parametrize(
    ("others", "words"),
    [
        (OWN, "The same text"),
        ([*range(50, 60), *OWN], "All of this text, and more"),
        (range(12), "A shorter text, all of which stands here: 60 % of this one"),
        ([*range(50, 54), *range(16)], "80 % of this text"),
        ([*range(12), 50, 51], "60 % of this text, which is 86 % of its own"),
        (range(10, 30), "10 of the 20 paragraphs of this text"),
        (range(17, 100), None),
    ],
)
def test_it_is_said_how_much_of_the_text_stands_in_the_other(
    others: Sequence[int], words: str | None
) -> None:
    first = article("A", text(*OWN))
    article("B", text(*others))
    assert words_of(first).get("B") == words


def test_a_few_other_words_are_not_called_the_same_text() -> None:
    first = article("A", text(*OWN))
    article("B", text(*OWN).replace(text(3).split()[5], "xylophone"))
    assert words_of(first) == {"B": "The same text, but for a few words"}


def test_sentences_without_a_whole_paragraph_are_told_apart() -> None:
    first = article("A", "\n\n".join(text(each, 100 + each).replace("\n\n", " ") for each in OWN))
    article("B", "\n\n".join(text(each, 200 + each).replace("\n\n", " ") for each in OWN))
    assert words_of(first) == {"B": "Some sentences of this text"}


def test_copies_come_first_in_order_of_their_dates() -> None:
    first = article("A", text(*OWN))
    article("Half", text(*range(10, 30)))
    for headline, date in (("undated", None), ("late", (2020, 5, 1)), ("early", (2020, 3, 1))):
        made = article(headline, text(*OWN))
        made.published = date and dt.date(*date)
        made.save()
    assert list(words_of(first)) == ["early", "late", "undated", "Half"]


def test_a_withdrawn_article_is_not_listed() -> None:
    first, other = article("A", text(*OWN)), article("B", text(*OWN))
    other.withdrawn_at = timezone.now()
    other.save()
    assert words_of(first) == {}


def test_no_more_than_a_page_takes_are_listed() -> None:
    first = article("A", text(*OWN))
    for number in range(MOST_COPIES + 3):
        article(str(number), text(*OWN))
    assert len(words_of(first)) == MOST_COPIES
