"""The log: its two forms, the ids of requests, and what it does not contain."""

from __future__ import annotations

import json
import logging
import logging.config
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from newsarchive.watching.logs import JsonLine, Line, access_format, logging_settings
from newsarchive.watching.requestids import RequestIds, WithRequestId, forget

ATOMS = {
    "h": "192.0.2.7", "m": "GET", "U": "/", "q": "q=secret", "s": "200", "B": 512, "L": "0.012",
    "f": "https://elsewhere.example/?q=secret",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_request() -> None:
    forget()


def record(message: str, *args: Any, name: str = "articles", **options: Any) -> logging.LogRecord:
    made = logging.getLogger(name).makeRecord(
        name, logging.INFO, "file.py", 1, message, args, options.get("exc_info")
    )
    WithRequestId().filter(made)
    return made


def access(*, queries: bool) -> dict[str, Any]:
    """The line for a request, as a JSON object."""
    made = record(access_format(queries=queries), ATOMS, name="gunicorn.access")
    return dict(json.loads(JsonLine(queries=queries).format(made)))


class TestJson:
    def test_each_record_is_one_object_in_one_line(self) -> None:
        line = JsonLine().format(record("Ferry %s\nlate", "é"))
        assert "\n" not in line
        found = json.loads(line)
        assert found.pop("time").endswith("+00:00")
        assert found == {"level": "INFO", "logger": "articles", "message": "Ferry é\nlate"}

    def test_an_exception_is_part_of_it(self) -> None:
        try:
            raise ValueError("late")
        except ValueError as error:
            made = record("failed", exc_info=(ValueError, error, error.__traceback__))
        assert "ValueError: late" in json.loads(JsonLine().format(made))["exception"]

    def test_what_the_server_knows_of_a_request_are_fields(self) -> None:
        found = access(queries=False)
        assert {name: found[name] for name in ("method", "path", "status", "seconds", "bytes")} == {
            "method": "GET", "path": "/", "status": 200, "seconds": 0.012, "bytes": 512,
        }  # fmt: skip
        assert found["client"] == "192.0.2.7"


def test_no_text_of_a_search_is_logged_unless_asked_for() -> None:
    assert "secret" not in json.dumps(access(queries=False))
    assert "secret" not in access_format(queries=False) % ATOMS
    found = access(queries=True)
    assert found["query"] == "q=secret"
    assert found["message"].startswith("192.0.2.7 GET /?q=secret 200")


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_settings_are_those_of_the_logging_module(form: str) -> None:
    logging.config.DictConfigurator(logging_settings(form, "INFO", queries=False))
    assert list(logging_settings(form, "INFO", queries=False)["formatters"]) == [form]


class TestRequestIds:
    def test_each_request_has_an_id_of_its_own(self, client: Client) -> None:
        first, second = (client.get("/robots.txt").headers["X-Request-ID"] for _ in range(2))
        assert first != second
        assert len(first) == 16

    def test_that_of_a_trusted_proxy_is_taken(self) -> None:
        with override_settings(TRUSTED_PROXIES=["127.0.0.1"]):
            answer = Client().get("/robots.txt", headers={"x-request-id": "proxy-17"})
        assert answer.headers["X-Request-ID"] == "proxy-17"

    @pytest.mark.parametrize("sent", ["", "a b", "x" * 200, "a\x1b[2J", "<script>", "é"])
    def test_one_that_could_do_harm_is_not(self, sent: str) -> None:
        request = RequestFactory().get("/", headers={"x-request-id": sent})
        assert RequestIds(lambda request: HttpResponse())(request).headers["X-Request-ID"] != sent

    def test_that_of_anybody_else_is_not(self, client: Client) -> None:
        answer = client.get("/robots.txt", headers={"x-request-id": "stranger-17"})
        assert answer.headers["X-Request-ID"] != "stranger-17"

    def test_it_is_in_the_log(self, client: Client) -> None:
        request_id = client.get("/robots.txt").headers["X-Request-ID"]
        assert Line().format(record("late")).endswith(f"late [{request_id}]")
        assert json.loads(JsonLine().format(record("late")))["request_id"] == request_id
        forget()
        assert Line().format(record("late")).endswith(": late")
