"""What is sent to a cluster for a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.partialdate import PartialDate
from search.engines.opensearch import schema
from search.engines.opensearch.records import analysed, checked, read_vector, record
from search.query.fields import TEXT_FIELDS
from search.text.analysis import tokenize
from tests.search.engines.material import article


def test_tokens_are_lines_and_paragraphs_are_values() -> None:
    text = "Talks, TALKING!\n\n\n\nU.S. peace\nwalks"
    source = record(article(1, text), analysed(article(1, text)), {})
    assert source["body"] == ["talk\ntalk", "us\npeac\nwalk"]
    assert source["body_w"] == ["talks\ntalking", "us\npeace\nwalks"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "war",
        "\n\nwar of peace\n\n\n\npeace\r\n\r\nwar \n \n",
        "北京市的会议\n\nU.S. 1,800 — Erdoğan’s",
        "... \n\n --- \n\n war",
    ],
)
def test_positions_are_those_of_the_analysis(text: str) -> None:
    paragraphs = analysed(article(1, text)).get("body", [])
    positions: list[int] = []
    next_ = 0
    for words in paragraphs:
        positions += range(next_, next_ + len(words))
        next_ += len(words) - 1 + schema.mapping()["properties"]["body"]["position_increment_gap"]
        next_ += 1
    tokens = tokenize(text)
    assert [token.position for token in tokens] == positions
    assert [token.word for token in tokens] == [word for words in paragraphs for word in words]


def test_both_stems_of_a_word_share_a_line() -> None:
    document = article(1, "través", language="pt")
    source = record(document, analysed(document), {})
    (word,) = (token.word for token in tokenize("través", "pt"))
    assert len(word.stems) == 2
    assert source["body"] == [schema.BESIDE.join(word.stems)]
    assert source["body_w"] == ["traves"]


def test_the_rank_is_the_weighted_frequency_in_all_fields() -> None:
    texts = {"headline": "war", "body": "war peace", "source": "convoy"}
    document = replace(article(1), texts=texts)
    paragraphs = analysed(document)
    ranks = dict(line.split("|") for line in record(document, paragraphs, {})["rank"].split("\n"))
    weights = {field.name: field.weight for field in TEXT_FIELDS}
    once = weights["body"] + weights["lead"]
    assert {stem: int(rank) / schema.SCALE for stem, rank in ranks.items()} == {
        "war": once + weights["headline"],
        "peac": once,
    }
    # A text four times as long as others counts by half and four halves less.
    shorter = {"headline": 1.0, "body": 0.5, "lead": 2.0}
    ranks = dict(
        line.split("|") for line in record(document, paragraphs, shorter)["rank"].split("\n")
    )
    assert int(ranks["peac"]) == round(schema.SCALE * (1 / 2.5 + 1 / 1.0))


def test_frequent_words_are_kept_without_stop_words() -> None:
    document = article(1, "The war of the war, a peace")
    vector = record(document, analysed(document), {})["vector"]
    assert read_vector(vector) == {"war": 2, "peace": 1}
    assert read_vector("") == {}


@pytest.mark.parametrize(
    ("published", "fields"),
    [
        (None, {}),
        ("2020", {"period": "2020", "first": 737425, "last": 737790, "basis": "stated"}),
        ("2020-02", {"period": "2020-02", "first": 737456, "last": 737484, "basis": "stated"}),
        (
            "2020-02-01",
            {
                "period": "2020-02",
                "first": 737456,
                "last": 737456,
                "day": 737456,
                "basis": "stated",
            },
        ),
    ],
)
def test_dates_are_days_and_periods(published: str | None, fields: dict[str, object]) -> None:
    document = article(1, published=PartialDate.parse(published) if published else None)
    source = record(document, {}, {})
    numbers = {
        "id": 1,
        "version": 1,
        "sequence": 0,
        "outlet_id": 0,
        "tag_id": [],
        "language": schema.UNKNOWN,
    }
    assert source == numbers | fields


def test_numbers_out_of_range_are_refused() -> None:
    good = article(7)
    great = 1 << 63
    for bad in (
        replace(good, version=great),
        replace(good, version=-1),
        replace(good, tags=(great,)),
    ):
        with pytest.raises(ValueError, match="Document 7 can't be kept"):
            checked(bad)


def test_no_other_field_takes_the_name_of_a_text_field() -> None:
    properties = schema.mapping()["properties"]
    for each in TEXT_FIELDS:
        assert properties[each.name]["analyzer"] == "stems"
        assert properties[schema.written(each.name)]["analyzer"] == "lines"
