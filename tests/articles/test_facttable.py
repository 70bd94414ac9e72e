"""The table of facts: whatever has a fact in it has all of them."""

from __future__ import annotations

import pytest

from articles.admin.fields import FactField, field_for
from articles.extraction.extract import ROOMS, extract
from articles.extraction.findings import Extraction
from articles.extraction.page.page import Page
from articles.facttable import FACTS, Fact
from articles.models import Article
from search.exports.files import COLUMNS
from search.query.fields import FIELD_OF, TEXT_FIELDS

each_fact = pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)


@each_fact
def test_a_fact_is_a_column_and_has_a_room_and_a_form_field(fact: Fact) -> None:
    assert Article._meta.get_field(fact.name)
    assert isinstance(field_for(fact), FactField)
    assert fact.name in ROOMS


@each_fact
def test_of_nothing_found_a_fact_has_the_value_that_its_kind_has_of_nothing(fact: Fact) -> None:
    read, nothing = extract(Page.of("")), Extraction()
    if fact.name != "published":  # of which the reason is always stated
        assert getattr(read, fact.name) == getattr(nothing, fact.name)
    assert not getattr(nothing, fact.name) or fact.name == "published"


def test_an_extraction_has_no_attribute_that_is_no_fact() -> None:
    with pytest.raises(AttributeError, match="no fact “title”"):
        _ = Extraction().title


def test_the_order_of_columns_in_files_stays() -> None:
    """Spreadsheets rely on it: a new column goes to the end."""
    assert COLUMNS[:12] == (
        *("public_id", "url", "title", "outlet", "agency", "byline", "published"),
        *("published_basis", "dateline", "standfirst", "language", "original_url"),
    )


def test_fields_are_called_by_one_name_each() -> None:
    names = [name for field in TEXT_FIELDS for name in (field.name, *field.names)]
    assert len(names) == len(set(names)) == len(FIELD_OF)
    assert {"headline", "headlines", "text", "caption", "outlets", "sources"} <= set(names)
