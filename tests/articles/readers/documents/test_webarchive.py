"""Web archives of Safari."""

from __future__ import annotations

import plistlib
from typing import Any

import pytest

from articles.readers import Unreadable
from articles.readers.documents.webarchive import WebArchive
from articles.readers.formats import format_of

PAGE = (
    "<html lang=en><head><title>Ferry sails - The Quay</title>"
    "<link rel=canonical href=https://other.example/></head>"
    "<body><h1>Ferry sails</h1><p>By Zoë Ruiz</p><p>It sailed on Sunday.</p></body></html>"
)
URL = "https://quay.example/ferry"


def archive(**main: Any) -> bytes:
    resource = {"WebResourceData": PAGE.encode(), "WebResourceURL": URL} | main
    return plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)


def test_the_page_and_its_address_are_read() -> None:
    data = archive()
    text = WebArchive().text(data)
    assert "Ferry sails\nBy Zoë Ruiz\nIt sailed on Sunday." in text.text
    urls = [each.value for each in WebArchive().stated(data, text) if each.field == "url"]
    assert urls == [URL]


def test_the_browser_says_in_which_encoding_the_page_is() -> None:
    data = archive(WebResourceData=PAGE.encode("cp1250"), WebResourceTextEncodingName="cp1250")
    assert "Zoë Ruiz" in WebArchive().text(data).text


def test_it_is_known_by_its_content() -> None:
    assert isinstance(format_of("story", archive()), WebArchive)
    assert not isinstance(format_of("story.webarchive", b"plain text"), WebArchive)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive()[:-40], "damaged"),
        (b"bplist00" + bytes(60), "damaged"),
        (plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY), "no web archive"),
        (plistlib.dumps([1], fmt=plistlib.FMT_BINARY), "no web archive"),
        (archive(WebResourceData="text"), "no web archive"),
        (archive(WebResourceMIMEType="image/png"), "holds no page"),
    ],
)
def test_what_is_none_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        WebArchive().text(data)
