"""Web archives that programs have written wrongly."""

from __future__ import annotations

import io

import pytest

from articles.readers import Member, Opened, members

PAGE = b"<!doctype html><html><body><h1>Ferry sails</h1>" + b"<p>The ferry sailed.</p>" * 40


def record(url: str, page: bytes, length: int) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"WARC-Date: 2019-03-03T09:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"WARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n" % (url.encode(), len(http) + length)
    ) + b"%s%s\r\n\r\n" % (http, page)


def test_a_record_with_a_wrong_length_is_read_and_nothing_is_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    end = b"</body>\r\n</html>"
    data = record("http://x.example/1", PAGE + end, len(PAGE) + 9)
    data += record("http://x.example/2", PAGE + end, len(PAGE + end))
    found = list(members(Opened(io.BytesIO(data), "a.warc", filename="a.warc"), 50_000))
    assert [each.url for each in found if isinstance(each, Member)] == [
        "http://x.example/1",
        "http://x.example/2",
    ]
    assert capfd.readouterr().err == ""
