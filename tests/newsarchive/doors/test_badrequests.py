"""Requests that cannot be answered: a sentence for the client, and one line in the log."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db

MANY = "&".join(f"p{number}=1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1001))
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
FILES = "".join(
    f'--b\r\nContent-Disposition: form-data; name="f{n}"; filename="f"\r\n\r\nx\r\n'
    for n in range(501)
)


class Cut(io.BytesIO):
    """The body of a client that goes away."""

    def read(self, size: int | None = -1) -> bytes:
        raise OSError("the client has gone")


def ask(client: Client, method: str, path: str, **environment: Any) -> tuple[int, str]:
    path, _, query = path.partition("?")
    request: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "wsgi.input": io.BytesIO(b""),
        **environment,
    }
    response = client.request(**request)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.status_code, response.content.decode()


def body(data: str, type: str = FORM) -> dict[str, Any]:
    raw = data.encode()
    return {
        "wsgi.input": io.BytesIO(raw),
        "CONTENT_LENGTH": str(len(raw)),
        "CONTENT_TYPE": type,
    }


LARGE: dict[str, Any] = {"CONTENT_LENGTH": "2500001", "CONTENT_TYPE": FORM}
TABLE: dict[str, tuple[str, str, dict[str, Any], int, str]] = {
    "parameters of an address": ("GET", f"/?{MANY}", {}, 400, "Too many parameters: at most 1,000"),
    "parameters of the API": ("GET", f"/api/search?{MANY}", {}, 400, "Too many parameters"),
    "parameters of a feed": ("GET", f"/feed.atom?{MANY}", {}, 400, "Too many parameters"),
    "parameters of an export": ("GET", f"/export.csv?{MANY}", {}, 400, "Too many parameters"),
    "parameters of a list": ("GET", f"/coverage/?{MANY}", {}, 400, "Too many parameters"),
    "parameters of a login": ("GET", f"/accounts/login/?{MANY}", {}, 400, "Too many parameters"),
    "fields of a form": ("POST", "/", body(MANY), 400, "Too many parameters"),
    "fields of a login": ("POST", "/accounts/login/", body(MANY), 400, "Too many parameters"),
    "files": ("POST", "/", body(FILES + "--b--", MULTIPART), 400, "Too many files: at most 500"),
    "a large body": ("POST", "/", LARGE, 413, "too large: at most 2,500,000 bytes"),
    "a large body of a login": ("POST", "/accounts/login/", LARGE, 413, "too large"),
    "a large file": (
        "POST", "/", {**LARGE, "CONTENT_TYPE": MULTIPART}, 413, "too large",
    ),
    "an endless length": (
        "POST", "/", {"CONTENT_LENGTH": "9" * 10_000, "CONTENT_TYPE": FORM}, 413, "too large",
    ),
    "a form without a boundary": (
        "POST", "/", body("x", "multipart/form-data"), 400, "The form that was sent cannot be read",
    ),
    "a form in another encoding": (
        "POST", "/", body("q=x", f"{FORM}; charset=utf-16"), 400, "This request cannot be understood",
    ),
    "a body that ends too early": (
        "POST", "/", {"wsgi.input": Cut(), "CONTENT_LENGTH": "9", "CONTENT_TYPE": FORM}, 400,
        "What was sent ended too early",
    ),
    "another host": ("GET", "/", {"HTTP_HOST": "evil.example"}, 400, "This host name is not served"),
    "a malformed host": ("GET", "/", {"HTTP_HOST": "<x>\x1b"}, 400, "This host name is not served"),
}  # fmt: skip


@override_settings(ALLOWED_HOSTS=["testserver"])
@pytest.mark.parametrize("name", TABLE)
def test_a_bad_request_is_refused_in_one_sentence_and_one_line(
    client: Client, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    method, path, environment, status, sentence = TABLE[name]
    with caplog.at_level(logging.INFO):
        answer = ask(client, method, path, **environment)
    assert answer[0] == status
    assert sentence in answer[1] and answer[1].count("\n") == 1
    [record] = caplog.records
    assert record.levelname == "WARNING"
    assert record.exc_info is None
    assert "\n" not in record.getMessage() and "\x1b" not in record.getMessage()
    assert len(record.getMessage()) < 400


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/\x1b[2J",
        "/outlets/%ff/",
        "/articles/%00%0d%0a/",
        "/archive/9999/99/",
        "/" + "a" * 9000,
    ],
)
@pytest.mark.parametrize("query", ["", "q=%00%ff%1b", "%00=%00", "&&&===;", "page=%EF%BC%91"])
def test_no_address_fails(
    client: Client, caplog: pytest.LogCaptureFixture, path: str, query: str
) -> None:
    response = client.get(f"{path}?{query}")
    assert response.status_code == 404
    assert all(record.exc_info is None for record in caplog.records)


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_the_largest_request_is_a_setting(client: Client) -> None:
    assert ask(client, "POST", "/", **body("q=12345678901"))[0] == 413
    assert client.post("/", "q=1", content_type=FORM).status_code == 303
