"""Every rule has a name in plain words, and every name belongs to a rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from articles.extraction.extract import extract
from articles.extraction.page.page import Page
from articles.extraction.stated import INFERRED_RULE, OPEN_DATE_RULE, TIME_RULE, UTC_RULE
from articles.facts import neighbours
from articles.facts.rulenames import RULES, is_stated, named
from articles.facttable import FACTS
from articles.readers import given
from articles.readers.tables.records import KILL, TEASER, VERSION
from tests.paths import CAPTURES, ROOT, SEEDS

#: The evidence for an outlet: ``signs.py`` and ``lines/selfnaming.py`` compose the rules of it.
EVIDENCE = [
    "a-label",
    "about",
    "account",
    "alone",
    "app",
    "appeal",
    "asks",
    "begins",
    "beside-a-role",
    "bio",
    "brand",
    "by",
    "by-a-paper",
    "byline",
    "common-word",
    "copyright",
    "credit",
    "desk",
    "domain",
    "e-mail",
    "folio",
    "follow",
    "handle",
    "heard",
    "in-a-bio",
    "in-a-line",
    "inner",
    "link",
    "made-for",
    "masthead",
    "more",
    "named",
    "near-the-byline",
    "newsletter",
    "opening",
    "owned",
    "path",
    "product",
    "recurs",
    "signed",
    "site-path",
    "slogan",
    "speaks",
    "staff",
    "staffer",
    "thanks",
    "told",
    "web-address",
    "wire",
    "work",
]
#: Rules whose codes are composed at run time.
COMPOSED = {
    *(f"outlet.{sign}" for sign in EVIDENCE),
    *(f"published.{label}-line" for label in ("published", "updated", "date")),
    *(f"html.{place}" for place in ("meta", "html", "published")),
    *("record.captured", OPEN_DATE_RULE, INFERRED_RULE, UTC_RULE, TIME_RULE, given.RULE),
    *(f"record.{name}" for name in (KILL, TEASER, VERSION)),
    neighbours.RULE,
}
#: What comes before the full stop: a fact, or a kind of input that states facts.
FAMILIES = {*FACTS, "record", "html", "export", "ingest"}
_CODE = re.compile(r"[a-z]+\.[a-z]+(?:-[a-z]+)*")
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_MAKES_FINDINGS = re.compile(r"\w*finding|_found|_labelled")


def written(path: Path) -> Iterator[str]:
    """Yield the rule codes in a module: whole ones, or the part after the name of its fact."""
    fact = path.stem if path.parent.name == "fields" else path.parent.name
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        is_local = _MAKES_FINDINGS.fullmatch(ast.unparse(node.func)) and "fields" in path.parts
        for each in node.args:
            text = each.value if isinstance(each, ast.Constant) else None
            if not isinstance(text, str):
                continue
            if _CODE.fullmatch(text) and text.partition(".")[0] in FAMILIES:
                yield text
            elif is_local and _NAME.fullmatch(text):
                yield f"{fact}.{text}"


def test_every_rule_has_a_name_in_words_and_every_name_a_rule() -> None:
    folders = (ROOT / "articles/extraction", ROOT / "articles/readers")
    modules = (path for folder in folders for path in folder.rglob("*.py"))
    codes = {code for path in modules for code in written(path)}

    assert len(codes) > 30
    assert set(RULES) <= codes | COMPOSED
    assert [code for code in codes | COMPOSED if named(code) == code] == []


def test_every_rule_that_reads_a_capture_has_a_name() -> None:
    texts = [
        path.read_text(errors="replace") for path in (*CAPTURES.glob("*.txt"), *SEEDS.iterdir())
    ]
    rules = {finding.rule for text in texts for finding in extract(Page.of(text)).findings}

    assert len(rules) > 20
    assert [rule for rule in rules if named(rule) == rule] == []


def test_a_rule_that_is_not_in_the_table_has_the_words_of_its_code() -> None:
    assert named("headline.weighed") == "line most like a headline"
    assert named("section.above-the-headline") == "above the headline"
    assert named("older") == "older"


def test_records_and_pages_state_and_lines_do_not() -> None:
    assert is_stated("record.key")
    assert is_stated("html.meta")
    assert not is_stated("outlet.copyright")
