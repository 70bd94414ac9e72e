"""Readers learn as much of withdrawn and erased articles as the operator allows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client, override_settings

from articles.erasure import erase
from articles.models import Article, Takedown

REASON = "The publisher <b>asked</b>"


@pytest.fixture
def gone(seeds: None) -> tuple[str, str, str]:
    """The public ids of a withdrawn and an erased article, and the headline of the first."""
    first, second, *_ = Article.objects.exclude(headline="").order_by("pk")
    at = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
    Article.objects.filter(pk=first.pk).update(withdrawn_at=at)
    Takedown.objects.create(
        action="withdrawn", article=first, public_id=first.public_id, reason=REASON, at=at
    )
    erase([second.pk], by="ana", reason="A court", case="7", at=at)
    return first.public_id, second.public_id, first.headline


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("shows", "withdrawn", "erased", "page", "never"),
    [
        ("nothing", "This article was withdrawn", "This article was withdrawn", 404, "2026"),
        (
            "dates",
            "This article was withdrawn on 4 March 2026.",
            "This article was erased on 4 March 2026.",
            200,
            "asked",
        ),
        ("reasons", "The publisher &lt;b&gt;asked&lt;/b&gt;", "Reason: <bdi>A court", 200, "<b>as"),
    ],
)
def test_what_readers_learn(
    client: Client,
    gone: tuple[str, str, str],
    shows: str,
    withdrawn: str,
    erased: str,
    page: int,
    never: str,
) -> None:
    first, second, headline = gone
    with override_settings(WITHDRAWN_SHOWS=shows):
        answers = [client.get(f"/articles/{key}/") for key in (first, second)]
        assert [answer.status_code for answer in answers] == [410, 410]
        for answer, sentence in zip(answers, (withdrawn, erased), strict=True):
            assert sentence in answer.text
            assert never not in answer.text
        assert (headline in answers[0].text) is (shows == "reasons")
        cited = client.get(f"/articles/{second}/cite.bib")
        assert cited.status_code == 410
        day = "" if shows == "nothing" else " on 4 March 2026"
        verb = "withdrawn" if shows == "nothing" else "erased"
        assert cited.text == f"This article was {verb}{day}.\n"
        listed = client.get("/withdrawn/")
        assert listed.status_code == page
        if page == 200:
            assert "2 articles are no longer in this archive." in listed.text
            assert (headline in listed.text) is (shows == "reasons")
            assert never not in listed.text


@pytest.mark.django_db(transaction=True)
def test_a_restored_article_is_not_listed(client: Client, gone: tuple[str, str, str]) -> None:
    Article.objects.filter(public_id=gone[0]).update(withdrawn_at=None)
    with override_settings(WITHDRAWN_SHOWS="reasons"):
        assert "1 article is no longer" in client.get("/withdrawn/").text
        assert client.get(f"/articles/{gone[0]}/").status_code == 302
    assert client.get("/articles/0000000000/").status_code == 404
