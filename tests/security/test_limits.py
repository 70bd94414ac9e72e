"""The work for one request is bounded: four times as much input takes at most some four times as
long, and nothing of any length fails."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseBase
from django.test import Client, override_settings

from newsarchive.doors.badrequests import MOST_ADMIN_WORDS
from search.addresses.chosen import MOST_CHOSEN
from search.addresses.reading import MOST_VALUES
from tests.samples import sampled
from tests.security.addresses import MODELS
from tests.security.conftest import Filled

#: Seconds of the processor below which a difference says nothing.
NOISE: Final = 0.05
FORM: Final = "application/x-www-form-urlencoded"

Attack = Callable[[Client, int], HttpResponseBase]


def ask(path: str, pairs: Callable[[int], list[tuple[str, str]]]) -> Attack:
    return lambda client, n: client.get(f"{path}?{urlencode(pairs(n))}")


def post(fields: Callable[[int], dict[str, str]]) -> Attack:
    return lambda client, n: client.post("/", urlencode(fields(n)), content_type=FORM)


def words(n: int) -> str:
    return " ".join(f"harbour{number}" for number in range(n))


#: An attack, with the amount of input to begin with.
ATTACKS: Final[dict[str, tuple[int, Attack]]] = {
    "words of a search": (1000, ask("/", lambda n: [("q", words(n))])),
    "a long word": (10_000, ask("/", lambda n: [("q", "x" * n)])),
    "operators": (1000, ask("/", lambda n: [("q", "a OR " * n)])),
    "brackets": (1000, ask("/", lambda n: [("q", "(" * n + "a" + ")" * n)])),
    "quotes": (1000, ask("/", lambda n: [("q", '"a b" ' * n)])),
    "patterns": (1000, ask("/", lambda n: [("q", "a*b?c* " * n)])),
    "marks without letters": (1000, ask("/", lambda n: [("q", "\u0301" * n)])),
    "words of the API": (1000, ask("/api/search", lambda n: [("q", words(n))])),
    "words of a suggestion": (1000, ask("/api/suggest", lambda n: [("q", words(n))])),
    "words of a feed": (1000, ask("/feed.atom", lambda n: [("q", words(n))])),
    "words of an export": (1000, ask("/export.csv", lambda n: [("q", words(n))])),
    "a pasted text": (10_000, post(lambda n: {"q": words(n)})),
    "a pasted line": (100_000, post(lambda n: {"q": "x" * n})),
    "a pasted text without blanks": (20_000, post(lambda n: {"q": "北京" * n})),
    "fields beside a pasted text": (200, post(lambda n: {f"f{each}": "x" for each in range(n)})),
    "outlets": (200, ask("/", lambda n: [("q", "a")] + [("outlet", f"o{each}") for each in range(n)])),
    "dates": (200, ask("/", lambda n: [("date", f"{1000 + each}") for each in range(n)])),
    "languages": (200, ask("/", lambda n: [("lang", f"l{each}") for each in range(n)])),
    "unknown parameters": (200, ask("/", lambda n: [(f"p{each}", "x") for each in range(n)])),
    "a long outlet": (20_000, ask("/", lambda n: [("outlet", "o" * n)])),
    "a long date": (20_000, ask("/", lambda n: [("from", "2" * n), ("to", "-" * n)])),
    "a long page number": (20_000, ask("/", lambda n: [("q", "a"), ("page", "9" * n)])),
    "a long page of a list": (20_000, ask("/outlets/tass/", lambda n: [("page", "9" * n)])),
    "a long year": (20_000, ask("/coverage/", lambda n: [("year", "9" * n)])),
    "a long size": (20_000, ask("/api/search", lambda n: [("q", "a"), ("per_page", "9" * n)])),
    "selected articles": (200, ask("/selection/", lambda n: [("id", f"a{each}") for each in range(n)])),
    "selected results": (200, ask("/", lambda n: [("q", "a")] + [("id", f"a{each}") for each in range(n)])),
    "exported articles": (200, ask("/export.csv", lambda n: [("id", f"a{each}") for each in range(n)])),
    "a long id": (20_000, ask("/selection/", lambda n: [("id", "a" * n)])),
    "a long path": (20_000, lambda client, n: client.get("/" + "a/" * n)),
    "a long number in a path": (2_000, lambda client, n: client.get(f"/sitemap-{'9' * n}.xml")),
    "a long slug": (20_000, lambda client, n: client.get(f"/outlets/{'a' * n}/")),
    "cookies": (1000, lambda client, n: client.get("/", headers={"cookie": "a=b; " * n})),
    "proxies": (2000, lambda client, n: client.get("/", headers={"x-forwarded-for": "127.0.0.1, " * n})),
    "validators": (2000, lambda client, n: client.get("/feed.atom", headers={"if-none-match": '"a", ' * n})),
    "words of admin": (1000, ask("/admin/articles/article/", lambda n: [("q", words(n))])),
}  # fmt: skip


@pytest.fixture(scope="module")
def client(filled: Filled) -> Iterator[Client]:
    with filled(lambda field: f"Harbour {field}"), override_settings(TRUSTED_PROXIES=["127.0.0.1"]):
        client = Client()
        client.force_login(User.objects.create_superuser("chief"))
        client.get("/?q=harbour")
        yield client


def seconds(attack: Attack, client: Client, n: int) -> float:
    """Time of the processor, since others use this machine, too."""
    # A collection looks at all objects that the tests of this process have left behind.
    gc.disable()
    try:
        begun = time.process_time()
        response: Any = attack(client, n)
        if response.streaming:
            b"".join(response)
        taken = time.process_time() - begun
    finally:
        gc.enable()
    assert response.status_code < 500
    return taken


@pytest.mark.parametrize("name", sampled(ATTACKS, every=5))
def test_the_time_for_a_request_grows_no_faster_than_the_request(client: Client, name: str) -> None:
    n, attack = ATTACKS[name]
    once = four_times = float("inf")
    # The first request fills caches. What seems too slow is measured again: the best of three
    # tries counts.
    for _ in range(3):
        once = min(once, seconds(attack, client, n), seconds(attack, client, n))
        four_times = min(four_times, seconds(attack, client, 4 * n))
        if four_times <= 8 * once + NOISE:
            return
    raise AssertionError(f"{once} s became {four_times} s")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/selection/", 200), ("/export.csv", 413), ("/receipt.json", 413), ("/", 200)],
)
def test_more_articles_than_can_be_selected(client: Client, path: str, status: int) -> None:
    ids = [f"a{number}" for number in range(MOST_CHOSEN + 1)]
    assert client.get(path, {"q": "a", "id": ids}).status_code == status


@pytest.mark.parametrize("model", MODELS)
def test_a_search_in_admin_has_a_limit_that_the_database_bears(client: Client, model: str) -> None:
    path = f"/admin/{model.replace('_', '/', 1)}/"
    assert client.get(path, {"q": words(MOST_ADMIN_WORDS)}).status_code == 200
    refused = client.get(path, {"q": words(MOST_ADMIN_WORDS + 1)})
    assert refused.status_code == 400
    assert refused.content == b"Too many words: a search in admin may have 50.\n"


@pytest.mark.parametrize("name", ["outlet", "date", "lang"])
def test_more_values_than_a_parameter_takes_are_said_or_refused(client: Client, name: str) -> None:
    values = {name: [f"{1900 + number}" for number in range(MOST_VALUES + 1)]}
    assert f"“{name}” has too many values" in client.get("/", values).content.decode()
    assert client.get("/api/search", values).status_code == 400


def test_a_body_of_any_size_is_refused_unread(client: Client) -> None:
    def unread(size: int | None = -1) -> bytes:
        raise AssertionError("it is read")

    class Body:
        read = readline = staticmethod(unread)

    response = client.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "CONTENT_LENGTH": str(10**12),
            "CONTENT_TYPE": "multipart/form-data; boundary=b",
            "wsgi.input": Body(),
        }
    )
    assert response.status_code == 413
