"""The mapping of an index: what it stores of a document, derived from the table of fields.

The cluster analyses nothing. It gets the tokens of ``search.text``, one on each line, and splits at
line ends only; stems of one word that has two share a line and a position. Paragraphs are the
values of a field, whose positions have the gap of ``PARAGRAPH_GAP`` between them.

| field | has |
|---|---|
| each text field | stems with positions |
| the same with ``_w`` | words as written, with positions |
| ``rank`` | the weighted frequency of each stem, in all fields that bare words search |
| ``words`` | distinct words as written, for patterns and suggestions |
| ``vector``, ``version``, ``state`` | returned, not searched |

BM25F adds the frequencies of fields, each weighted and normalised by length, before it saturates
the sum. The sum is known when a document is indexed; only the rarity of a word changes later. So
``rank`` has the sum as the frequency of the term, and BM25 without normalisation does the rest.
"""

from __future__ import annotations

from typing import Any, Final

from search.engines.bm25 import K1, B
from search.query.fields import TEXT_FIELDS, schema_version
from search.text.analysis import PARAGRAPH_GAP

#: Raise the number when the analysis or the mapping changes: an index with another version must be
#: rebuilt.
SCHEMA_VERSION: Final = schema_version(1)

#: Separates the stems of one word. No token contains it, nor a line end.
BESIDE: Final = "\x1e"
#: Separates a stem from its frequency.
OFTEN: Final = "|"
#: Frequencies are whole numbers: this many for one occurrence in a text of average length.
SCALE: Final = 1024

#: The code of an unknown language in the index, where a value must not be empty.
UNKNOWN: Final = "-"

#: The id of the document that has the state of the index (``State`` in ``generations.py``).
STATE: Final = "state"

#: More characters than any two stems have, with their tags.
_LONGEST: Final = 1000

_WHOLE_NUMBER: Final = {"type": "long"}
_DAY: Final = {"type": "integer"}
_NAME: Final = {"type": "keyword"}
_STORED: Final = {"type": "keyword", "index": False, "doc_values": False}


def written(field: str) -> str:
    """The name of the field that has the words of another as written."""
    return f"{field}_w"


def settings(shards: int) -> dict[str, Any]:
    """The settings of a new index, which nothing has been copied of and which nobody searches."""
    return {
        "index": {
            "number_of_shards": shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "max_result_window": 10_000,
            "max_regex_length": 10_000,
            # The default of a minute is for restarts; a search archive wants its second copy soon.
            "unassigned.node_left.delayed_timeout": "10s",
            "similarity": {
                "fields": {"type": "BM25", "k1": K1, "b": B},
                "sums": {"type": "BM25", "k1": K1 * SCALE, "b": 0.0},
            },
        },
        "analysis": {
            "tokenizer": {
                "lines": {
                    "type": "char_group",
                    "tokenize_on_chars": ["\n"],
                    "max_token_length": _LONGEST,
                }
            },
            "filter": {
                "beside": {
                    "type": "pattern_capture",
                    "preserve_original": False,
                    "patterns": [f"([^{BESIDE}]+)"],
                },
                "often": {"type": "delimited_term_freq", "delimiter": OFTEN},
            },
            "analyzer": {
                "lines": {"type": "custom", "tokenizer": "lines"},
                "stems": {"type": "custom", "tokenizer": "lines", "filter": ["beside"]},
                "often": {"type": "custom", "tokenizer": "lines", "filter": ["often"]},
            },
        },
    }


def mapping() -> dict[str, Any]:
    """The mapping. A document with any other field is refused."""
    text = {
        "type": "text",
        "position_increment_gap": PARAGRAPH_GAP - 1,
        "similarity": "fields",
    }
    return {
        "dynamic": "strict",
        "_source": {"includes": ["version", "vector", "state"]},
        "properties": {
            **{field.name: {**text, "analyzer": "stems"} for field in TEXT_FIELDS},
            **{
                written(field.name): {**text, "analyzer": "lines", "norms": False}
                for field in TEXT_FIELDS
            },
            "rank": {
                "type": "text",
                "analyzer": "often",
                "search_analyzer": "stems",
                "index_options": "freqs",
                "norms": False,
                "similarity": "sums",
            },
            "words": _NAME,
            "vector": _STORED,
            "state": {"type": "object", "enabled": False},
            "id": _WHOLE_NUMBER,
            "version": _WHOLE_NUMBER,
            "sequence": _WHOLE_NUMBER,
            "outlet_id": _WHOLE_NUMBER,
            "tag_id": _WHOLE_NUMBER,
            "language": _NAME,
            "first": _DAY,
            "last": _DAY,
            "day": _DAY,
            "period": _NAME,
            "basis": _NAME,
        },
    }
