"""The examples of the help page."""

from __future__ import annotations

import pytest
from django.utils import timezone

from articles.models import Article
from search.engines import get_engine
from search.hints.lessons import lessons

pytestmark = pytest.mark.django_db(transaction=True)

HEADLINES = (
    "Zebra quarry reopens beside lantern meadow",
    "Walnut orchard closes beside marble fountain",
    "Lantern makers praise walnut growers",
)


@pytest.mark.usefixtures("seeds")
def test_examples_take_the_most_frequent_words_and_equally_frequent_ones_by_the_alphabet() -> None:
    articles = list(Article.objects.all())
    for article, headline in zip(articles, HEADLINES, strict=False):
        article.headline = headline
        article.save()
    for article in articles[len(HEADLINES) :]:
        article.withdrawn_at = timezone.now()
        article.save()
    examples = {
        lesson.form: lesson.example.text for lesson in lessons(get_engine()) if lesson.example
    }
    # Two headlines each have "beside", "lantern" and "walnut"; all other words stand in one.
    assert examples["idlib OR aleppo"] == "beside OR lantern"
    assert examples["idlib -turkey"] == "beside -zebra"
    assert examples["=talks"] == "=beside"
