"""The cost of a page: database queries and bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from tests.conftest import Ingest

pytestmark = pytest.mark.django_db(transaction=True)

#: HTML, styles and scripts of a results page, without the articles' own texts.
MOST_BYTES = 63_000
PAGES = {
    "home": "/",
    "results": "/?q=harvest",
    "results as a share": "/?q=harvest&chart=share",
    "results narrowed": "/?q=harvest&date=2020&from=2019&outlet=the-post-1",
    "no results": "/?q=xylophone+harvest&outlet=unknown&date=1999",
    "coverage": "/coverage/",
    "coverage of a year": "/coverage/?year=2020",
    "searches over time": "/trends/?line=q%3Dharbour&line=q%3Dferry&line=outlet%3Dunknown&by=month",
    "outlet": "/outlets/the-post-1/",
    "selection": "/selection/",
}

Fill = Callable[[int], None]


@pytest.fixture
def fill(
    transactional_db: None, write: Callable[[str, str | bytes], Path], ingest_paths: Ingest
) -> Fill:
    """Fills the archive with so many articles from three years, three of each outlet."""

    def run(count: int) -> None:
        lines = [
            {
                "id": f"a{number}",
                "headline": f"Harvest number {number} of the year",
                "body": ["The harvest was brought in, and the harvest was good. " * 12] * 3,
                "byline": ["Ana Petrov"],
                "outlet": f"The Post {number // 3}",
                "published": f"{2018 + number % 3}-{number // 3 % 12 + 1:02d}-0{number % 9 + 1}",
            }
            for number in range(count)
        ]
        ingest_paths(write("all.jsonl", "\n".join(json.dumps(line) for line in lines)))

    return run


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_queries_of_a_page_do_not_grow_with_the_archive(client: Client, fill: Fill) -> None:
    def counted() -> dict[str, int]:
        article = Article.objects.earliest("pk").get_absolute_url()
        ids = Article.objects.values_list("public_id", flat=True)[:20]
        chosen = "?" + "&".join(f"id={each}" for each in ids)
        pages = PAGES | {"selection": f"/selection/{chosen}", "article": f"{article}?q=harvest"}
        return {name: queries(client, address) for name, address in pages.items()}

    fill(20)  # so many that an article has more copies than its page lists
    few = counted()
    fill(70)
    assert counted() == few
    assert max(few.values()) <= 14


def test_a_full_results_page_is_small(client: Client, fill: Fill) -> None:
    fill(140)
    response = client.get("/?q=harvest+number&chart=share")
    page, inquiry = response.text, response.context["inquiry"]
    assert len(inquiry.found) == 20 and len(response.context["histogram"].bars) == 36
    # The text of the articles: passages and headlines.
    texts = re.findall(
        r'<p class="snippet".*?</p>|(?<=harvest\+number&amp;chart=share">).*?</a></h2>',
        page,
        re.DOTALL,
    )
    own = len("".join(texts).encode())
    files = re.findall(
        r'<(?:link rel="stylesheet"|script)[^>]*(?:href|src)="/static/([^"]+)"', page
    )
    assert len(files) >= 4
    weight = len(page.encode()) - own
    for name in files:
        path = finders.find(name)
        assert isinstance(path, str)
        weight += Path(path).stat().st_size
    assert weight <= MOST_BYTES


def test_all_of_many_outlets_can_be_shown_and_chosen(client: Client, fill: Fill) -> None:
    fill(140)
    short = client.get("/?q=harvest")
    every = {value.value for value in short.context["inquiry"].facets[0].values}
    assert len(every) == 47
    address = re.search(r'href="([^"]*outlets=all)#facet-outlet"', short.text)
    assert address is not None
    whole = client.get(address[1].replace("&amp;", "&"))
    assert set(re.findall(r"outlet=([\w-]+)", whole.text)) == every
    assert whole.context["inquiry"].total == short.context["inquiry"].total
    assert whole.context["notes"] == []
