"""Searches that are typed to do harm, or by accident."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = [
    "(" * 5000,
    ")" * 5000,
    "()" * 5000,
    '"' * 5001,
    '""' * 5000,
    "-" * 5000,
    "- " * 5000,
    '-"' * 5000,
    "NOT " * 5000,
    "NOT (" * 5000,
    "OR " * 5000,
    "AND " * 5000,
    "a OR " * 5000,
    "(a OR " * 5000,
    "headline:" * 5000,
    "headline:(" * 5000,
    "date:" * 5000,
    "date:" + "." * 5000,
    "date:99999999999999999999..2020",
    "*" * 5000,
    "x" * 100_000,
    "x*" * 50_000,
    "xyz*" + "a*" * 500,
    "abc" + "?" * 900 + "d",
    "a*b?c* " * 140,
    "abc~ " * 200,
    "~" * 5000,
    '"a b"~' * 5000,
    '"a b"~' + "9" * 900,
    "x~" + "9" * 900,
    "=" * 5000,
    '="' * 5000,
    "is:" * 5000,
    "is:(" * 5000 + "undated",
    "\u202eidlib\u202c \u200f-تركيا",
    "😀 -😀 😀*",
    "\ud800 -\udfff headline:\ud800 \x00\x00*",
    "\x00",
    "İ" * 1000,
    "<script>alert('x')</script>",
    "\u0301\u0301 -\u0301",
    "北" * 1000,
]

#: Tokens of the query language in any order.
LANGUAGE = st.lists(
    st.sampled_from(
        [
            *("(", ")", '"', "“", "-", " ", "OR", "AND", "NOT", "headline:", "date:", "x:", ".."),
            *(
                "2020",
                "idlib",
                "the",
                "tal*",
                "*",
                "~",
                "~2",
                "?",
                "=",
                "is:",
                "has:",
                "undated",
                "a-b",
                "’",
                "\ud800",
                "\x00",
                "é",
                "北京",
                "—",
            ),
        ]
    ),
    max_size=60,
).map("".join)
