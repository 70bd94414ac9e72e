"""Limits of requests by one client."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory, override_settings
from django.urls import resolve

from articles.models import Article
from newsarchive.desk.models import Collection
from newsarchive.doors.ratelimits import KINDS, TokenBuckets, client_of
from tests.newsarchive.test_settings import settings

FEW = {"search": 3, "api": 3, "export": 3, "sign_in": 3}


@pytest.fixture(autouse=True)
def limits() -> Iterator[None]:
    with override_settings(RATE_LIMITS=FEW):
        yield


def statuses(client: Client, path: str, times: int, **headers: str) -> list[int]:
    return [client.get(path, headers=headers).status_code for _ in range(times)]


def test_a_minutes_worth_may_come_at_once_and_then_one_by_one() -> None:
    buckets = TokenBuckets(60)
    assert [buckets.wait("a", 0.0) for _ in range(60)] == [0] * 60
    assert buckets.wait("a", 0.0) == pytest.approx(1)
    assert buckets.wait("a", 0.5) == pytest.approx(0.5)
    assert buckets.wait("a", 1.0) == 0
    assert buckets.wait("a", 1.0) > 0
    assert buckets.wait("b", 1.0) == 0


def test_over_an_hour_a_client_gets_its_rate() -> None:
    buckets = TokenBuckets(60)
    answered = sum(buckets.wait("a", tick / 10) == 0 for tick in range(36_000))
    assert answered == 3600 + 59


def test_refused_requests_do_not_make_a_client_wait_longer() -> None:
    buckets = TokenBuckets(60)
    for _ in range(500):
        buckets.wait("a", 0.0)
    assert buckets.wait("a", 1.0) == 0


def test_memory_is_bounded_and_the_client_not_seen_for_longest_is_forgotten() -> None:
    buckets = TokenBuckets(1, clients=100)
    for number in range(1000):
        buckets.wait(str(number), 0.0)
        buckets.wait("busy", 0.0)
    assert len(buckets) == 100
    assert buckets.wait("busy", 0.0) > 0


def test_threads_share_one_count() -> None:
    buckets = TokenBuckets(1000)
    answered: list[bool] = []

    def ask() -> None:
        answered.extend(buckets.wait("a", 0.0) == 0 for _ in range(500))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(answered) == 1000


PATHS = {
    "search": "/?q=idlib",
    "article": "/articles/{id}/",
    "api-search": "/api/search?q=idlib",
    "api-suggest": "/api/suggest?q=idl",
    "feed-atom": "/feed.atom?q=idlib",
    "feed-json": "/feed.json",
    "export": "/export.csv?q=idlib",
    "receipt": "/receipt.json?q=idlib",
    "receipt-page": "/receipt/?q=idlib",
    "follow": "/follow/?q=idlib",
    "coverage-csv": "/coverage.csv",
    "names-csv": "/names.csv?q=idlib",
    "names": "/names/?q=idlib",
    "quotations": "/quotations/?speaker=Anna+Weil&q=idlib",
    "copies": "/copies/{id}/",
    "compare": "/articles/{id}/compare/{other}/",
    "trends-csv": "/trends.csv?line=q%3Didlib",
    "trends-svg": "/trends.svg?line=q%3Didlib",
    "trends": "/trends/?line=q%3Didlib",
    "corrections": "/corrections.csv?q=idlib",
    "login": "/accounts/login/",
    "marked": "/marked/",
    "marked-results": "/marked/results",
    "marked-state": "/marked/state.json",
    "marked-export": "/marked/export.bib",
    "marked-receipt": "/marked/receipt.json",
    "marked-receipt-page": "/marked/receipt/",
    "collection-receipt-page": "/collections/{collection}/receipt/",
    "collection-dossier": "/collections/{collection}/dossier",
    "collection-export": "/collections/{collection}/export.bib",
    "collection-receipt": "/collections/{collection}/receipt.json",
    "collection-atom": "/collections/{collection}/feed.atom",
    "collection-json": "/collections/{collection}/feed.json",
}
#: Addresses that answer only forms, and those that editors sign in for.
REFUSED = {"marked-results": 405, "corrections": 302}
#: Only programs with a token get more than a refusal there.
FOR_TOKENS = {"api-captures", "api-capture"}
#: They have no URL without OIDC_ISSUER.
OFF_BY_DEFAULT = {"openid_connect_login", "openid_connect_callback"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize("name", PATHS)
def test_the_request_above_the_limit_is_refused_with_a_sentence(client: Client, name: str) -> None:
    article = Article.objects.order_by("pk").first()
    assert article is not None
    owner = User.objects.create_user("rita")
    shared = Collection.objects.create(owner=owner, title="x", visible_to="link")
    other = Article.objects.order_by("pk")[1]
    path = PATHS[name].format(id=article.public_id, other=other.public_id, collection=shared.key)
    if name == "article":
        path = client.get(path).headers["Location"]
        client = Client(REMOTE_ADDR="203.0.113.1")
    assert resolve(path.partition("?")[0]).view_name == name
    assert statuses(client, path, 3) == [REFUSED.get(name, 200)] * 3

    refused = client.get(path)

    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 20
    assert refused["Cache-Control"] == "no-store"
    sentence = "at most 3 of this kind a minute are answered for one client. Try again in"
    if name.startswith("api"):
        assert sentence in refused.json()["errors"][0]
    elif name in (
        "search",
        "article",
        "trends",
        "names",
        "quotations",
        "copies",
        "compare",
        "follow",
        "receipt-page",
        "marked-receipt-page",
        "collection-receipt-page",
        "login",
    ):
        assert sentence in refused.text and "<h1>Too many requests</h1>" in refused.text
    else:
        assert refused["Content-Type"].startswith("text/plain")
        assert sentence in refused.text
    assert client.get("/").status_code == 200, "the home page is not limited"


def test_every_kind_is_tried() -> None:
    assert set(PATHS) == set(KINDS) - OFF_BY_DEFAULT - FOR_TOKENS


@pytest.mark.django_db
def test_one_password_is_not_tried_with_many_names(client: Client) -> None:
    answers = [
        client.post("/accounts/login/", {"username": f"name {each}", "password": "x"}).status_code
        for each in range(4)
    ]
    assert answers == [200, 200, 200, 429]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
def test_clients_and_kinds_are_counted_apart() -> None:
    one, other = Client(REMOTE_ADDR="203.0.113.1"), Client(REMOTE_ADDR="203.0.113.2")
    other.handler = one.handler  # the same worker process
    assert statuses(one, "/?q=a", 4) == [200, 200, 200, 429]
    assert statuses(one, "/api/suggest?q=a", 1) == [200]
    assert statuses(other, "/?q=a", 1) == [200]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
def test_people_with_an_account_are_counted_by_it() -> None:
    maria, nobody = Client(), Client()
    maria.handler = nobody.handler
    maria.force_login(User.objects.create_user("maria"))
    assert statuses(nobody, "/?q=a", 4) == [200, 200, 200, 429]
    assert statuses(maria, "/?q=a", 4) == [200, 200, 200, 429]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
def test_made_up_cookies_and_headers_give_no_new_bucket() -> None:
    client = Client()
    assert statuses(client, "/api/suggest?q=a", 3) == [200, 200, 200]
    client.cookies["sessionid"] = "x" * 32
    assert statuses(client, "/api/suggest?q=a", 1) == [429]
    assert statuses(client, "/api/suggest?q=a", 1, authorization="Bearer x") == [429]
    assert statuses(client, "/api/suggest?q=a", 1, x_forwarded_for="203.0.113.1") == [429]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
@override_settings(TRUSTED_PROXIES=["127.0.0.1"])
def test_behind_a_trusted_proxy_each_reader_is_a_client() -> None:
    client = Client()
    for reader in range(5):
        assert statuses(client, "/?q=a", 1, x_forwarded_for=f"203.0.113.{reader}") == [200]
    assert statuses(client, "/?q=a", 3, x_forwarded_for="203.0.113.1") == [200, 200, 429]


def test_a_network_of_ipv6_is_one_client(rf: RequestFactory) -> None:
    addresses = ["2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1", "203.0.113.1", "203.0.113.2"]
    clients = [client_of(rf.get("/", REMOTE_ADDR=each)) for each in addresses]
    assert clients[0] == clients[1] == "2001:db8::/64"
    assert len(set(clients)) == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
@override_settings(RATE_LIMITS=dict.fromkeys(FEW, 0))
def test_no_limit_is_zero(client: Client) -> None:
    assert statuses(client, "/api/suggest?q=a", 10) == [200] * 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
def test_an_answer_to_readers_without_a_cookie_does_not_vary_by_it(client: Client) -> None:
    assert "Vary" not in client.get("/feed.json").headers


@pytest.mark.parametrize(
    ("environment", "limits"),
    [
        ({}, ["600", "1200", "60", "60"]),
        (
            {
                "RATE_LIMIT_SEARCH": "7",
                "RATE_LIMIT_API": "8",
                "RATE_LIMIT_EXPORT": "0",
                "RATE_LIMIT_SIGN_IN": "9",
            },
            ["7", "8", "0", "9"],
        ),
    ],
)
def test_the_limits_are_settings(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], limits: list[str]
) -> None:
    for kind in FEW:
        monkeypatch.delenv(f"RATE_LIMIT_{kind.upper()}")
    code = "import newsarchive.settings as s; print(*s.RATE_LIMITS.values())"
    assert settings(code, SECRET_KEY="s", **environment).stdout.split() == limits
