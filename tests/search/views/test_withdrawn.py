"""Readers learn as much of withdrawn and erased articles as the operator allows."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings

from articles.erasure import erase
from articles.models import Article, Takedown
from search import tombstones

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


@pytest.mark.django_db(transaction=True)
def test_feeds_and_the_api_tell_those_who_follow_the_archive(
    client: Client, gone: tuple[str, str, str]
) -> None:
    first, second, headline = gone
    with override_settings(WITHDRAWN_SHOWS="reasons"):
        followed = client.get("/api/search?q=&sort=added&after=1").json()
        feed, atom = client.get("/feed.json?q=idlib").json(), client.get("/feed.atom?q=idlib")
    assert [
        (each["public_id"], each["what"], each["reason"]) for each in followed["withdrawn"]
    ] == [
        (first, "withdrawn", REASON),
        (second, "erased", "A court"),
    ]
    assert [each["id"] for each in feed["_withdrawn"]] == [
        f"http://testserver/articles/{key}/" for key in (second, first)
    ]
    root = ElementTree.fromstring(atom.text)
    deleted = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert [each.get("ref") for each in deleted] == [each["id"] for each in feed["_withdrawn"]]
    assert deleted[0].get("when") == "2026-03-04T00:00:00Z"
    assert headline not in atom.text
    # Whoever asks again with the number that was named learns of nothing twice.
    with override_settings(WITHDRAWN_SHOWS="reasons"):
        again = client.get(f"/api/search?q=&sort=added&after={followed['up_to']}").json()
        assert again["withdrawn"] == []
        Article.objects.filter(public_id=first).update(withdrawn_at=None)
        assert len(client.get("/api/search?after=1").json()["withdrawn"]) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("shows", "told"), [("nothing", None), ("dates", [None, None])])
def test_those_who_follow_learn_no_more_than_readers(
    client: Client, gone: tuple[str, str, str], shows: str, told: list[None] | None
) -> None:
    with override_settings(WITHDRAWN_SHOWS=shows):
        found = client.get("/api/search?after=1").json()["withdrawn"]
        feeds = client.get("/feed.json").text + client.get("/feed.atom").text
    assert (None if found is None else [each["reason"] for each in found]) == told
    assert ("withdrawn" in feeds) is (shows == "dates")
    assert "asked" not in feeds


@pytest.mark.django_db(transaction=True)
def test_many_takedowns_are_told_in_parts(
    client: Client, gone: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tombstones, "MOST", 1)
    told, after = [], 1
    with override_settings(WITHDRAWN_SHOWS="dates"):
        for _ in range(3):
            answer = client.get(f"/api/search?after={after}").json()
            told += [each["public_id"] for each in answer["withdrawn"]]
            after = answer["up_to"]
    assert told == list(gone[:2])


@pytest.mark.django_db(transaction=True)
@override_settings(WITHDRAWN_SHOWS="dates")
def test_who_follows_many_takedowns_learns_each_once_and_each_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in [*range(10), 3, 7]:
        Takedown.objects.create(action="erased", public_id=f"gone-{number}")
    monkeypatch.setattr(tombstones, "MOST", 4)
    read: list[int] = []
    made = tombstones._of_entry

    def reading(entry: Takedown) -> tombstones.Tombstone:
        read.append(entry.pk)
        return made(entry)

    monkeypatch.setattr(tombstones, "_of_entry", reading)
    last = Article.objects.last_sequence()
    found, after = list[tombstones.Tombstone](), 0
    while after < last:
        gone, after = tombstones.followed(after, last)
        assert gone is not None and len(gone) <= 4
        found += gone
    order = [0, 1, 2, 4, 5, 6, 8, 9, 3, 7]
    assert [each.public_id for each in found] == [f"gone-{number}" for number in order]
    assert len(read) <= len(found) + 3, "one more for each answer"
    # Up to a number, what comes after it is not told, and not lost.
    middle = found[4].sequence
    assert tombstones.followed(found[1].sequence, middle) == (found[2:5], middle)
