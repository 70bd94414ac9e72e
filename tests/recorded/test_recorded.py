"""The archive's answers are those recorded on 2026-11-27. Renew a record only where an answer is
meant to change.

An archive is made of the seeds, the captures of the tests and a few invented files, with the
commands of an operator, and then queried over HTTP like those of readers and programs. Its answers
are compared with the files beside this module. The wording that people read is only in
``wording.json``, so that a sentence can change without a change of the other files; the output of
commands is the exception.

``python -m pytest tests/recorded --renew-recorded`` writes the files again. Read the differences
before you commit them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest

from tests.recorded import questions
from tests.recorded.questions import Search
from tests.recorded.reading import Cleaner, Page, differences, dump

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
#: The modification time of all files. A capture must not have a later date.
MODIFIED: Final = dt.datetime(2022, 11, 1, 12, tzinfo=dt.UTC).timestamp()
#: Captures whose order of day and month is open are stored after the others of their batch. The
#: size of a batch depends on the speed of the machine, so these captures are ingested last, in order
#: to be stored at the same place in every run.
OPEN: Final = ("date-order-open.txt",)
#: Settings that the environment of the machine may contain.
FOREIGN: Final = (
    *("DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SCRIPT_NAME", "LOGIN_REQUIRED"),
    *("ROBOTS_WELCOME", "INGEST_MAX_BYTES"),
)
#: Hits of a search that are recorded, unless it has the parameter per_page.
HITS: Final = 5
SHOWN_DIFFERENCES: Final = 12
CSRF: Final = "csrfmiddlewaretoken"
STYLES: Final = ("apa", "mla", "chicago", "wikipedia")
FORMATS: Final = ("csv", "jsonl", "bib", "ris", "json")

Answer = dict[str, Any]


class Asker:
    """A process that answers requests to the archive, and runs commands in it."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log

    def ask(self, address: str, method: str = "GET", **more: Any) -> Answer:
        return self._send(do="ask", address=address, method=method, **more)

    def command(self, *arguments: str) -> Answer:
        return self._send(do="command", arguments=arguments)

    def sign_in(self) -> None:
        self._send(do="sign in")

    def _send(self, **request: Any) -> Answer:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            pytest.fail(f"{request} ended the process: {self._log.read_text()[-3000:]}")
        answer: Answer = json.loads(line)
        return answer


class Archive:
    """An archive in a folder of its own, which other processes fill and query."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.environment = own | {
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "for tests only",
            "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
            "SEARCH_URL": f"whoosh://{folder}/index",
            "LOG_LEVEL": "CRITICAL",
            "PYTHONUTF8": "1",
        }

    def lay(self, source: Path, name: str, pattern: str = "*") -> None:
        """Copy files to a folder below the archive, all with the same modification time."""
        target = self.folder / name
        target.mkdir(exist_ok=True)
        for file in source.glob(pattern):
            os.utime(shutil.copyfile(file, target / file.name), (MODIFIED, MODIFIED))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py. FOLDER in its arguments stands for the archive's folder."""
        return subprocess.run(
            [sys.executable, "manage.py", *self.with_folder(arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def with_folder(self, arguments: Iterable[str]) -> list[str]:
        return [each.replace("FOLDER", str(self.folder)) for each in arguments]

    @contextmanager
    def asker(self, **settings: str) -> Iterator[Asker]:
        log = self.folder / "log.txt"
        with (
            log.open("a") as errors,
            subprocess.Popen(
                [sys.executable, "-m", "tests.recorded.ask"],
                cwd=ROOT,
                env=self.environment | settings,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            ) as process,
        ):
            yield Asker(process, log)


class Recorder:
    """Makes an archive, asks it everything, and collects the answers for the records."""

    def __init__(self, folder: Path) -> None:
        self.archive = Archive(folder)
        self.cleaner = Cleaner(str(folder), dt.datetime.now(dt.UTC).date())
        #: Answers by the name of their file, without the extension.
        self.answers: dict[str, Any] = {}
        self.wording: dict[str, dict[str, Any]] = {}
        #: The values of a hit that are the same in every search, by public id, and facet labels.
        self.hits: dict[str, Any] = {}
        self.labels: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self.bodies: dict[str, str] = {}

    def record(self) -> dict[str, Any]:
        with ExitStack() as stack:
            # These processes start while the archive is made, which saves time.
            asker = stack.enter_context(self.archive.asker())
            below = stack.enter_context(
                self.archive.asker(SCRIPT_NAME="/archive", ROBOTS_WELCOME="on")
            )
            closed = stack.enter_context(self.archive.asker(LOGIN_REQUIRED="on"))
            self._fill(asker)
            self._ask(asker)
            self.answers["settings"] = {
                "below a path": self._below_a_path(below),
                "behind a login": {
                    address: self.cleaner.head(closed.ask(address))
                    for address in questions.BEHIND_A_LOGIN
                },
            }
            self.answers["commands"] = self._commands(asker, questions.COMMANDS)
            self.answers["ingest"]["tried"] = self._try(asker)
            # Last, because this changes the archive.
            self.answers["afterwards"] = self._afterwards(asker)
        self.answers["wording"] = self.wording
        return self.answers

    # The command line

    def _fill(self, asker: Asker) -> None:
        self.archive.lay(ROOT / "seeds", "seeds")
        self.archive.lay(ROOT / "tests" / "captures", "captures", "*.txt")
        # A subfolder is read after the files beside it.
        last = self.archive.folder / "captures" / "last"
        last.mkdir()
        for name in OPEN:
            (self.archive.folder / "captures" / name).rename(last / name)
        self.archive.lay(HERE / "inputs" / "first", "inputs")
        migrated = self.archive.run("migrate")
        assert migrated.returncode == 0, migrated.stderr
        done = self.archive.run("ingest", "--json", "FOLDER/seeds")
        runs = {"seeds": self._ingested("seeds", done.stdout, done.stderr, done.returncode)}
        runs |= {
            name: self._ingest(asker, name, f"FOLDER/{name}") for name in ("captures", "inputs")
        }
        self.archive.lay(HERE / "inputs" / "later", "inputs")
        runs["changed"] = self._ingest(asker, "changed", "FOLDER/inputs", "FOLDER/nowhere")
        self.answers["ingest"] = runs

    def _ingest(self, asker: Asker, name: str, *paths: str, dry_run: bool = False) -> Answer:
        options = ["--json", *(["--dry-run"] if dry_run else [])]
        done = asker.command("ingest", *options, *self.archive.with_folder(paths))
        return self._ingested(name, done["out"], done["err"], done["code"])

    def _try(self, asker: Asker) -> Answer:
        """Ingest, as a dry run, a new file and a file in an earlier version."""
        self.archive.lay(HERE / "inputs" / "unseen", "unseen")
        self.archive.lay(HERE / "inputs" / "first", "inputs", "ferry.txt")
        paths = ("FOLDER/unseen", "FOLDER/inputs/ferry.txt")
        return self._ingest(asker, "tried", *paths, dry_run=True)

    def _ingested(self, name: str, out: str, err: str, code: int) -> Answer:
        wording = self.wording.setdefault(f"ingest of {name}", {})
        lines: list[Any] = []
        for line in self.cleaner.clean(out).splitlines():
            article = json.loads(line)
            why = [article.pop("published_why"), *(each.pop("why") for each in article["findings"])]
            wording[article["source"]] = {"why": why, "error": article.pop("error")}
            if article["body"]:
                self.bodies[article["public_id"]] = article["body"]
            lines.append(article)
        return {"lines": lines, "code": code, "told": self.cleaner.clean(err).splitlines()}

    def _commands(self, asker: Asker, commands: Iterable[tuple[str, ...]]) -> dict[str, Any]:
        found = {}
        for arguments in commands:
            done = asker.command(*arguments)
            found[" ".join(arguments)] = {
                "code": done["code"],
                "out": self.cleaner.clean(done["out"]).splitlines(),
                "err": self.cleaner.clean(done["err"]).splitlines(),
            }
        return found

    # Over HTTP

    def _ask(self, asker: Asker) -> None:
        everything = json.loads(asker.ask("/receipt.json?q=")["body"])["public_ids"]
        self.everything = sorted(everything)
        short = {each: asker.ask(f"/articles/{each}/") for each in self.everything}
        self.addresses = {each: short[each]["headers"]["Location"] for each in short}
        self.answers["api"] = {
            _named(search): self._searched(asker, search)
            for search in (*questions.SEARCHES, *questions.MALFORMED, *questions.SIZES)
        }
        self.answers["hits"] = self.hits
        self.wording["facets"] = self.labels
        self.answers["results"] = {
            _named(search): self._page(asker, _address("/", search), _named(search))
            for search in (*questions.SEARCHES, *questions.MALFORMED)
        }
        self.answers["articles"] = {
            each: self._page(asker, self.addresses[each], each, whole=True)
            for each in self.everything
        } | {
            f"{each} & {_named(search)}": self._page(
                asker, _address(self.addresses[each], search), f"{each} & {_named(search)}"
            )
            for each, search in questions.READ_WITH
        }
        self.answers["pages"] = {
            address: self._page(asker, quote(address, safe="/?=&+"), address)
            for address in questions.ADDRESSES
        } | {
            "/?q=": self._page(asker, "/?q=", "/?q=", whole=True),
            "all headers": {
                address: _headers(asker.ask(address)) for address in ("/", "/api/search?q=zeppelin")
            },
        }
        self.answers["feeds"] = {
            f"{form} & {_named(search)}": self._plain(asker, _address(f"/feed.{form}", search))
            for form in ("atom", "json")
            for search in questions.FOLLOWED
        }
        self.answers["exports"] = {
            f"{form} & {_named(search)}": self._exported(asker, form, search)
            for form in FORMATS
            for search in questions.EXPORTED
        } | {
            f"receipt & {_named(search)}": self._plain(asker, _address("/receipt.json", search))
            for search in questions.EXPORTED
        }
        self.answers["citations"] = {style: self._references(asker, style) for style in STYLES}
        self.answers["suggestions"] = {
            typed: self._plain(asker, f"/api/suggest?{urlencode({'q': typed})}")
            for typed in questions.TYPED
        }
        self.answers["methods"] = self._methods(asker)

    def _plain(self, asker: Asker, address: str) -> Answer:
        answer = asker.ask(address)
        return self.cleaner.head(answer) | {"body": self._body(answer, address)}

    def _body(self, answer: Answer, address: str) -> Any:
        """The body of an answer. A refusal (400) is recorded with the wording instead."""
        body = self.cleaner.body(answer)
        if answer["status"] != 400:
            return body
        self.wording.setdefault("refusals", {})[address] = body
        return "a refusal"

    def _searched(self, asker: Asker, search: Search) -> Answer:
        sized = search if "per_page" in dict(search) else (*search, ("per_page", str(HITS)))
        answer = asker.ask(_address("/api/search", sized))
        body: Answer = self.cleaner.body(answer, understood=True)
        self._say("api", _named(search), body, ("understood", "relaxed", "notes", "errors"))
        if "hits" in body:
            body["hits"] = [self._hit(hit) for hit in body["hits"]]
            body["facets"] = {each["name"]: self._facet(each) for each in body["facets"]}
        return self.cleaner.head(answer) | body

    def _say(self, group: str, key: str, body: Any, names: Iterable[str]) -> None:
        """Move wording from an answer to the record of wording."""
        texts = {name: body.pop(name) for name in names if name in body}
        self.wording.setdefault(group, {})[key] = {n: text for n, text in texts.items() if text}

    def _hit(self, hit: Any) -> Any:
        """The score and snippets of a hit. Values that are the same in every search are recorded
        once, in ``hits``."""
        own = {
            "score": round(hit.pop("score"), 4),
            "snippets": [
                f"{each['field']}: {_marked(each['text'], each['spans'])}"
                for each in hit.pop("snippets")
            ],
        }
        known = self.hits.setdefault(hit["public_id"], hit)
        return {hit["public_id"]: own if known == hit else own | hit}

    def _facet(self, facet: Any) -> list[str]:
        for each in facet["values"]:
            self.labels[each["value"]] = each["label"]
        return [
            f"{each['value']} {each['count']}{' chosen' if each['selected'] else ''}"
            for each in facet["values"]
        ]

    def _page(self, asker: Asker, address: str, key: str, *, whole: bool = False) -> Answer:
        """The record of a page; with ``whole`` it includes the metadata for programs."""
        answer = asker.ask(address)
        head = self.cleaner.head(answer)
        if not answer["headers"].get("Content-Type", "").startswith("text/html"):
            return head | {"body": self._body(answer, address)}
        page = Page(self.cleaner.clean(answer["body"]))
        self.wording.setdefault("titles", {})[key] = page.title
        found = {
            "links": self._links(page, address),
            "marks": " | ".join(page.marks),
            "cells": " ".join(each for each in page.cells if re.fullmatch(r"[\d,.%]+", each)),
            "ticked": page.ticked,
            "fields": [f"{name}={value}" for name, value in page.fields if name != CSRF],
            "references": page.references,
            **({"metas": page.metas, "data": page.data, "coins": page.coins} if whole else {}),
        }
        return head | {name: value for name, value in found.items() if value}

    def _links(self, page: Page, address: str) -> list[str]:
        """The addresses that a page links to, with the numbers in the texts of its links."""
        query = address.partition("?")[2]
        found = []
        for href, text in page.links:
            if "/static/" in href or (href.startswith("#") and not href.startswith("#hit")):
                continue
            to = re.sub(rf"\?{re.escape(query)}(?=&|$)", "?…", href) if query else href
            if article := re.match(r"/articles/([0-9a-f]+)/", to):
                whole = self.addresses.get(article[1], "")
                found.append(to.replace(whole, f"/articles/{article[1]}/…/") if whole else to)
            else:
                found.append(" ".join([to, *re.findall(r"\d[\d,.]*%?", text)]))
        return found

    def _exported(self, asker: Asker, form: str, search: Search) -> Answer:
        address = _address(f"/export.{form}", search)
        answer = asker.ask(address)
        body = self._body(answer, address)
        if form == "jsonl" and answer["status"] == 200:
            # Each line is an object. The bodies are recorded with the answers of the ingest already.
            records = (
                [json.loads(line) for line in body if line] if isinstance(body, list) else body
            )
            for each in records if isinstance(records, list) else []:
                if "body" in each and each["body"] == self.bodies.get(each["public_id"]):
                    each["body"] = "as ingested"
            body = records
        return self.cleaner.head(answer) | {"body": body}

    def _references(self, asker: Asker, style: str) -> Answer:
        pairs = [("id", each) for each in self.everything] + [("style", style)]
        answer = asker.ask(f"/selection/?{urlencode(pairs)}")
        page = Page(self.cleaner.clean(answer["body"]))
        return self.cleaner.head(answer) | {"references": page.references}

    def _methods(self, asker: Asker) -> Answer:
        """HEAD requests, conditional requests, and requests that must be refused."""
        found: Answer = {}
        for address in ("/", "/?q=idlib", "/api/search?q=idlib", "/feed.atom?q=idlib", "/nowhere"):
            answer = asker.ask(address, "HEAD")
            found[f"HEAD {address}"] = self.cleaner.head(answer) | {"length": len(answer["body"])}
        for address in ("/", "/api/search", "/feed.atom", "/export.csv", "/selection/", "/healthz"):
            found[f"POST {address}"] = self.cleaner.head(asker.ask(address, "POST"))
        for address in ("/feed.atom?q=idlib", "/feed.json?q=idlib"):
            headers = asker.ask(address)["headers"]
            for name, value in {
                "If-None-Match": headers["ETag"],
                "If-Modified-Since": headers["Last-Modified"],
                "If-Unmodified-Since": "Wed, 01 Jan 2020 00:00:00 GMT",
            }.items():
                answer = asker.ask(address, headers={name: value})
                found[f"{name} {address}"] = self.cleaner.head(answer)
            other = asker.ask(address, headers={"If-None-Match": '"another"'})
            found[f"If-None-Match, another {address}"] = self.cleaner.head(other)
        found["another host"] = self.cleaner.head(asker.ask("/", headers={"Host": "evil.example"}))
        return found

    def _below_a_path(self, asker: Asker) -> Answer:
        found = {}
        for address in questions.BELOW_A_PATH:
            answer = asker.ask(address)
            found[address] = head = self.cleaner.head(answer)
            if answer["headers"]["Content-Type"].startswith("text/html"):
                links = Page(self.cleaner.clean(answer["body"])).links
                head["links"] = [href for href, _ in links if "/static/" not in href]
            else:
                body = self.cleaner.body(answer)
                if isinstance(body, dict):
                    self._say("below a path", address, body, ("understood", "relaxed", "notes"))
                    for hit in body.get("hits", ()):
                        hit["score"] = round(hit["score"], 4)
                if address.startswith("/sitemap-"):
                    # Sorted, because the order of storing depends on the speed of the machine.
                    body = sorted(re.findall(r"<url>.*?</url>", "".join(body)))
                head["body"] = body
        return found

    def _afterwards(self, asker: Asker) -> Answer:
        """Withdraw an article, merge an outlet into another, and ask again."""
        withdrawn, merged, heir = "55085fee9e", "the-harbour-gazette", "the-harbour-courier"
        asker.sign_in()
        steps = {
            "withdrawn": self._act(asker, "article", "withdraw", [withdrawn]),
            "merged": self._act(asker, "outlet", "merge", ["Harbour Gazette"], "Harbour Courier"),
        }
        asked = (
            *(f"/articles/{withdrawn}/", self.addresses[withdrawn], f"/outlets/{merged}/"),
            *(f"/articles/{withdrawn}/cite.bib", f"/receipt.json?id={withdrawn}&id=2c29b020da"),
            *(f"/selection/?id={withdrawn}", "/outlets/", f"/outlets/{heir}/", "/archive/2020/"),
            *(f"/?q=flood&outlet={merged}", f"/?q=idlib&outlet={heir}", "/receipt.json?q=idlib"),
            *(f"/receipt.json?q=flood&outlet={merged}", "/healthz"),
        )
        return (
            steps
            | {address: self._page(asker, address, f"afterwards {address}") for address in asked}
            | self._commands(asker, (("reindex", "--check"), ("drain",), ("learn",)))
        )

    def _act(
        self, asker: Asker, kind: str, action: str, names: list[str], target: str = ""
    ) -> Answer:
        """Run an action of an admin list: choose it, and confirm it with the form of its page."""
        address = f"/admin/articles/{kind}/"
        keys = [self._key(asker, address, name) for name in names]
        chosen = {"action": action, "_selected_action": keys}
        asked = asker.ask(address, form=chosen)
        fields = dict(Page(asked["body"]).fields)
        confirmed = {name: value for name, value in fields.items() if name != "_selected_action"}
        if target:
            confirmed["target"] = self._key(asker, address, target)
        done = asker.ask(address, form=confirmed | chosen | {"confirmed": "yes"})
        return {"asked": asked["status"], "done": self.cleaner.head(done)}

    def _key(self, asker: Asker, address: str, name: str) -> str:
        """The key of the only row of an admin list that a search for ``name`` finds."""
        listed = asker.ask(f"{address}?{urlencode({'q': name})}")["body"]
        boxes = re.findall(r'<input[^>]*name="_selected_action"[^>]*>', listed)
        assert len(boxes) == 1, f"{len(boxes)} rows are called {name}"
        value = re.search(r'value="([^"]*)"', boxes[0])
        assert value is not None
        return value[1]


def _named(search: Search) -> str:
    """The readable key of a search."""
    text = " & ".join(f"{name}={value}" for name, value in search)
    return text if len(text) <= 120 else f"{text[:119]}…"


def _address(path: str, search: Search) -> str:
    return f"{path}?{urlencode(search)}" if search else path


def _headers(answer: Answer) -> dict[str, Any]:
    """All headers. The directives of the content security policy are sorted, because django-csp
    writes them in the order of a set."""
    headers = dict(answer["headers"])
    policy = "Content-Security-Policy"
    return headers | {policy: sorted(headers[policy].split("; "))}


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


Compare = Callable[[str], None]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return Recorder(tmp_path_factory.mktemp("recorded")).record()


@pytest.fixture
def compare(answers: dict[str, Any], request: pytest.FixtureRequest) -> Compare:
    """Compare answers with a file of recorded answers, or write that file again."""

    def run(name: str) -> None:
        file = HERE / f"{name}.json"
        # Through JSON, because tuples come back as lists from a file.
        now = json.loads(dump(answers[name]))
        if request.config.getoption("--renew-recorded"):
            file.write_text(dump(now), encoding="utf-8")
            return
        before = json.loads(file.read_text(encoding="utf-8"))
        found = differences(before, now)
        shown = list(islice(found, SHOWN_DIFFERENCES))
        more = sum(1 for _ in found)
        if shown:
            rest = f"\nand {more} more" if more else ""
            pytest.fail(f"{file.name} differs:\n" + "\n".join(shown) + rest, pytrace=False)

    return run


def test_ingest_prints_the_same_for_every_file(compare: Compare) -> None:
    compare("ingest")


def test_commands_answer_the_same(compare: Compare) -> None:
    compare("commands")


def test_the_api_finds_the_same(compare: Compare) -> None:
    compare("api")


def test_the_api_returns_the_same_facts_of_each_article(compare: Compare) -> None:
    compare("hits")


def test_pages_of_results_have_the_same_content_and_links(compare: Compare) -> None:
    compare("results")


def test_pages_of_articles_have_the_same_content_and_links(compare: Compare) -> None:
    compare("articles")


def test_other_addresses_answer_the_same(compare: Compare) -> None:
    compare("pages")


def test_feeds_are_the_same(compare: Compare) -> None:
    compare("feeds")


def test_exports_and_receipts_are_the_same(compare: Compare) -> None:
    compare("exports")


def test_citations_are_the_same(compare: Compare) -> None:
    compare("citations")


def test_suggestions_are_the_same(compare: Compare) -> None:
    compare("suggestions")


def test_other_methods_and_conditions_are_answered_the_same(compare: Compare) -> None:
    compare("methods")


def test_with_other_settings_addresses_answer_the_same(compare: Compare) -> None:
    compare("settings")


def test_after_a_withdrawal_and_a_merge_addresses_answer_the_same(compare: Compare) -> None:
    compare("afterwards")


def test_the_wording_is_the_same(compare: Compare) -> None:
    """Titles, notes, refusals and reasons: the only file that changes with new wording."""
    compare("wording")
