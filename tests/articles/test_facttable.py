"""The table of facts: everything based on it has all facts."""

from __future__ import annotations

import pytest

from articles.admin.formfields import FactField, field_for
from articles.extraction.extract import ROOMS, extract
from articles.extraction.findings import Extraction
from articles.extraction.page.page import Page
from articles.facttable import FACTS, Fact
from articles.models import Article
from search.exports.files import COLUMNS
from search.query.fields import FIELD_OF, TEXT_FIELDS

each_fact = pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)


@each_fact
def test_a_fact_has_a_column_a_module_and_a_form_field(fact: Fact) -> None:
    assert Article._meta.get_field(fact.name)
    assert isinstance(field_for(fact), FactField)
    assert fact.name in ROOMS


@each_fact
def test_a_fact_that_was_not_found_has_the_empty_value_of_its_kind(fact: Fact) -> None:
    read, nothing = extract(Page.of("")), Extraction()
    if fact.name != "published":  # it always has a reason
        assert getattr(read, fact.name) == getattr(nothing, fact.name)
    assert not getattr(nothing, fact.name) or fact.name == "published"


def test_an_unknown_fact_of_an_extraction_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no fact “title”"):
        _ = Extraction().title


def test_the_order_of_columns_in_files_stays() -> None:
    """Spreadsheets rely on it: a new column goes to the end."""
    assert COLUMNS[:12] == (
        *("public_id", "url", "title", "outlet", "agency", "byline", "published"),
        *("published_basis", "dateline", "standfirst", "language", "original_url"),
    )


def test_field_names_in_searches_are_unique() -> None:
    names = [name for field in TEXT_FIELDS for name in (field.name, *field.names)]
    assert len(names) == len(set(names)) == len(FIELD_OF)
    assert {"headline", "headlines", "text", "caption", "outlets", "sources"} <= set(names)
