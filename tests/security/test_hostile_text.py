"""Hostile text in every stored field and in every parameter, at every address of the site.

No page gains an element or a handler, no header a line, no feed an entry, no table a formula, and
no terminal a command. `material.py` has a row for each field, `addresses.py` for each address, and
``PARAMETERS`` for each parameter.
"""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client, RequestFactory, override_settings

from articles.models import Article
from newsarchive.desk.models import AlertMail, SavedSearch
from tests.commandline import command
from tests.paths import ROOT
from tests.samples import sampled
from tests.security.addresses import QUICK, Address, address_of, names
from tests.security.conftest import Filled
from tests.security.material import FIELDS, stored_texts
from tests.security.test_terminal import controls

#: Ends texts, attributes, scripts, comments, entries and lines; begins elements, formulas, headers
#: and sequences of a terminal.
HOSTILE: Final = (
    '=HYPERLINK("x")|{name}|<script>alert(1)</script><img src=x onerror=alert(1)>'
    '" onfocus="alert(1)" autofocus x=\'</textarea></title></script><!-- ]]> {{7*7}} &lt; }} @evil{{'
    "javascript:alert(1)\r\nSet-Cookie: evil=1\r\nTY  - EVIL\x1b]0;x\x07\x9b2J\u202e harbour"
)
LINKS: Final = ("href", "src", "action", "formaction", "data", "poster")
#: Every parameter that a view reads.
PARAMETERS: Final = (
    *("q", "outlet", "date", "from", "to", "lang", "sort", "match", "page", "chart", "outlets"),
    *("id", "style", "year", "per_page", "next", "token", "term", "order", "part", "only"),
    *("text", "name", "url", "captured_at", "wait", "list", "texts", "receipt", "after", "speaker"),
    *("with", "fold", "line", "words", "filters", "by", "show", "each"),
)
#: Those of admin; with any other it redirects.
ADMIN_PARAMETERS: Final = ("q", "term", "next", "p", "o", "_popup", "_changelist_filters", "e")
#: Fields of which no address shows the text, with the reason.
SHOWN_NOWHERE: Final = {
    "articles.bulkchange.tally": "only the counts of known names are shown",
    "articles.capture.compressed": "the text of its reading is shown instead",
    "articles.ingestrun.counts": "only the counts of known names are shown",
    "articles.reading.given": "the evidence that it becomes is shown instead",
    "articles.reading.reader": "only the time of a reading matters to people",
    "articles.reading.url": "the address of the article is shown instead",
    "articles.ruling.text": "the line that it was made of is shown instead",
    "operations.journalentry.summary": "no page shows the journal yet",
    "uploads.upload.column_maps": "the columns that its files have are shown instead",
}


def hostile(name: str) -> str:
    return HOSTILE.replace("{name}", name)


class Page(html.parser.HTMLParser):
    """The elements of a page, and what is dangerous among them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.dangers: list[str] = []
        self.texts: list[str] = []
        self._data = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.texts.extend(values.values())
        self._data = tag == "script" and values.get("type") in (
            "application/ld+json", "application/json",
        )  # fmt: skip
        if tag == "script" and not self._data and not values.get("src", "").startswith("/"):
            self.dangers.append(f"a script: {values}")
        if tag in ("iframe", "object", "embed", "base") or values.get("src") == "x":
            self.dangers.append(f"<{tag} {values}>")
        for name, value in values.items():
            if name.startswith("on") or (
                name in ("autofocus", "srcdoc", "style") and "alert" in value
            ):
                self.dangers.append(f"<{tag} {name}={value!r}>")
            address = re.sub(r"[\s\x00-\x20]", "", value).lower()
            if name in LINKS and address.startswith(("javascript:", "data:text", "vbscript:")):
                self.dangers.append(f"<{tag} {name}={value!r}>")

    def handle_data(self, data: str) -> None:
        if self._data:
            self.texts.append(json.dumps(json.loads(data)))
        self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._data = False


def check_html(text: str) -> str:
    page = Page(text)
    assert page.dangers == []
    return "\n".join(page.texts)


def check_xml(text: str) -> str:
    root = ET.fromstring(text)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags.isdisjoint({"script", "img"})
    return "\n".join(value for element in root.iter() for value in (element.text or "", *element.attrib.values()))  # fmt: skip


def check_json(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False)


def check_json_lines(text: str) -> str:
    articles = [json.loads(line) for line in text.splitlines()]
    assert len(articles) <= Article.objects.shown().count()
    assert all("public_id" in article for article in articles)
    return text


def check_csv(text: str) -> str:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    assert all(controls(cell) <= {"\u202e"} for cell in cells)
    return "\n".join(cells)


def check_bibtex(text: str) -> str:
    """Entries begin at the depth 0 of braces, where nothing else may stand but comments."""
    depth, outside = 0, ""
    for char in text:
        depth -= char == "}"
        assert depth >= 0
        outside += char if depth == 0 else ""
        depth += char == "{"
    assert depth == 0
    lines = {re.sub(r"^%.*", "", line) for line in outside.splitlines()}
    assert lines <= {"", "@article{}", "@misc{}"}
    return text


def check_ris(text: str) -> str:
    lines = [line for line in text.split("\r\n") if line]
    assert [line for line in lines if not re.match(r"[A-Z][A-Z0-9]  - ", line)] == []
    assert sum(line.startswith("TY  - ") for line in lines) == sum(line.startswith("ER  - ") for line in lines)  # fmt: skip
    assert "TY  - EVIL" not in lines
    return text


def check_plain(text: str) -> str:
    return text


CHECKS: Final[dict[str, Callable[[str], str]]] = {
    "text/html": check_html,
    "application/atom+xml": check_xml,
    "application/xml": check_xml,
    "image/svg+xml": check_xml,
    "application/opensearchdescription+xml": check_xml,
    "application/json": check_json,
    "application/feed+json": check_json,
    "application/manifest+json": check_json,
    "application/vnd.citationstyles.csl+json": check_json,
    "application/jsonl": check_json_lines,
    "text/csv": check_csv,
    "application/x-bibtex": check_bibtex,
    "application/x-research-info-systems": check_ris,
    "text/plain": check_plain,
    "text/javascript": check_plain,
}


def checked(response: Any) -> str:
    """The text of an answer as its reader gets it. Asserts that nothing in it is dangerous."""
    assert response.status_code < 500
    for name, value in response.headers.items():
        assert value.isprintable() or unicodedata.normalize("NFC", value).isprintable(), (
            name,
            value,
        )
        assert "alert(1)" not in name
    assert "evil" not in response.cookies
    assert "evil" not in str(response.headers.get("Content-Disposition", ""))
    location = response.headers.get("Location", "")
    assert not location or location.startswith(("/", "?", "http://testserver/"))
    assert not location.startswith("//")
    if response.status_code in (301, 302, 303, 304):
        return str(location)
    assert response["X-Content-Type-Options"] == "nosniff"
    kind = response["Content-Type"].partition(";")[0]
    policy = response.headers.get("Content-Security-Policy", "")
    assert kind != "text/html" or ("script-src 'self'" in policy and "unsafe" not in policy)
    raw = b"".join(response) if response.streaming else response.content
    return CHECKS[kind](raw.decode())


@dataclass(frozen=True)
class Archive:
    client: Client
    places: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The text at an address, which is asked for once."""
        if name not in self.texts:
            path = ADDRESSES[name].path.format_map(self.places)
            self.texts[name] = checked(self.client.get(path))
        return self.texts[name]


@pytest.fixture(scope="module")
def archive(filled: Filled) -> Iterator[Archive]:
    """An archive of hostile texts as a superuser sees it, who sees most."""
    shown = override_settings(ROBOTS_WELCOME=True, WITHDRAWN_SHOWS="reasons")
    with filled(hostile) as places, shown:
        client = Client(raise_request_exception=True)
        chief = User.objects.create_superuser("chief")
        client.force_login(chief)
        SavedSearch.objects.update(owner=chief)
        AlertMail.objects.update(user=chief)
        yield Archive(client, places)


def addresses() -> dict[str, Address]:
    """All addresses, with each format of a file."""
    found = {name: row for name in names() if (row := address_of(name))}
    for extension in ("bib", "ris", "json", "jsonl"):
        found[f"export {extension}"] = Address(f"/export.{extension}?q=")
        if extension != "jsonl":
            found[f"cite {extension}"] = Address(f"/articles/{{article}}/cite.{extension}")
    found["export all"] = Address("/export.csv?q=")
    return found


ADDRESSES: Final = addresses()


def test_every_stored_text_has_a_row() -> None:
    assert stored_texts() == set(FIELDS)


def test_every_parameter_that_is_read_has_a_row() -> None:
    read = re.compile(r"""GET(?:\.get(?:list)?\(|\[)\s*["'](\w+)["']""")
    sources = [
        path.read_text()
        for package in ("articles", "search", "newsarchive")
        for path in (ROOT / package).rglob("*.py")
    ]
    assert {name for source in sources for name in read.findall(source)} <= set(PARAMETERS)


@pytest.mark.parametrize("name", sampled(ADDRESSES, QUICK))
def test_no_stored_text_does_harm(archive: Archive, name: str) -> None:
    archive.text(name)


@pytest.mark.slow
def test_every_stored_text_is_shown_somewhere(archive: Archive) -> None:
    """Otherwise, the tests above would prove nothing about it."""
    texts = "\n".join(map(archive.text, ADDRESSES))
    fields = {name for name, how in FIELDS.items() if callable(how)}
    assert {name for name in fields if name not in texts} <= set(SHOWN_NOWHERE)


@pytest.mark.parametrize("name", sampled(ADDRESSES, QUICK))
def test_no_parameter_does_harm(archive: Archive, name: str) -> None:
    path = ADDRESSES[name].path.format_map(archive.places).partition("?")[0]
    for parameter in ADMIN_PARAMETERS if name.startswith("admin:") else PARAMETERS:
        checked(archive.client.get(path, {parameter: hostile(parameter)}))
    checked(archive.client.get(path, {"q": "harbour", hostile("name"): "x"}))


@pytest.mark.parametrize(
    "path", ["/articles/{}/", "/articles/{}/x/", "/outlets/{}/", "/export.{}", "/admin/articles/article/{}/change/", "/{}"]
)  # fmt: skip
def test_no_address_does_harm(archive: Archive, path: str) -> None:
    checked(archive.client.get(path.format(quote(hostile("path"), safe=""))))


@pytest.mark.parametrize("header", ["host", "referer", "user-agent", "accept-language", "x-forwarded-for", "x-forwarded-host", "if-none-match", "if-modified-since", "cookie"])  # fmt: skip
def test_no_header_does_harm(archive: Archive, header: str) -> None:
    # As a server decodes what was sent.
    value = hostile(header).replace("\r\n", " ").encode().decode("latin-1")
    for path in ("/?q=harbour", "/feed.atom", "/export.csv?q=harbour", "/admin/"):
        checked(Client(raise_request_exception=True).get(path, headers={header: value}))


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "--dry-run"],
        ["learn"],
        ["reindex", "--check"],
        ["reindex", "--if-needed"],
        ["search", "harbour"],
        ["search", hostile("search")],
        ["drain"],
        ["check"],
    ],
    ids=" ".join,
)
def test_no_stored_text_reaches_a_terminal_raw(archive: Archive, arguments: list[str]) -> None:
    done = command(*arguments)
    assert controls(done.out) | controls(done.err) == set()


def actions() -> list[tuple[str, str]]:
    """Every action on a list in admin, by model and name."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    return [
        (f"{model._meta.app_label}_{model._meta.model_name}", name)
        for model, owner in admin.site._registry.items()
        for name in owner.get_actions(request)
    ]


# These come last, since some of them change the archive.
@pytest.mark.parametrize(("model", "action"), sampled(actions(), every=4))
def test_no_stored_text_does_harm_where_an_action_asks(
    archive: Archive, model: str, action: str
) -> None:
    path = f"/admin/{model.replace('_', '/', 1)}/"
    data = {"action": action, "_selected_action": [archive.places[model]]}
    checked(archive.client.post(path, data))
    checked(archive.client.post(path, {**data, "target": hostile("t"), "value": hostile("v")}))


FORMS: Final = [
    name
    for name, row in ADDRESSES.items()
    if name.endswith(("_change", "_add", "password_change"))
    or any(method == "POST" and status == 403 for method, status in row.methods)
]


@pytest.mark.parametrize("name", sampled(FORMS, QUICK))
def test_what_is_typed_into_a_form_does_no_harm(archive: Archive, name: str) -> None:
    path = ADDRESSES[name].path.format_map(archive.places)
    page = archive.client.get(path)
    fields = re.findall(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"', page.content.decode())
    typed = {field: hostile(field) for field in fields if field != "csrfmiddlewaretoken"}
    checked(archive.client.post(path, typed))
    checked(archive.client.get(path))
