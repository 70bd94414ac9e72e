"""Pieces of files from which tests put together what no person would write."""

from __future__ import annotations

import json

#: Pieces of texts, some with a meaning for a rule, some hostile.
TEXT = [
    *("\n", "\n\n", " ", "\t", "\r\n", "\x0b", "a", "A", "x" * 50, "12", "0", ", ", ".", "...", "-"),
    *("\\", "/", ":", ";", "|", "(", ")", "[", "]", "&", "!", "?", "'", '"', "“", "”", "— ", "- "),
    *("By ", "By Ana Ruiz", "Ana Ruiz ", "and ", "of ", "LONDON, ", "(Reuters) - ", "REUTERS"),
    *("The ferry was late. ", "the ferry was late ", "March 4, 2020", "4/3/2020 ", "Monday "),
    *("2020-03-04T10:00:00Z ", "© 2020 ", "http://a.b/c ", "a@b.c ", "Home | ", "Read more: "),
    *("Advertisement\n", "Share\n", "Photo: ", "The New York Times ", "http://x.y/2020/03/04/a\n"),
    *("北京", "é", "e\u0301", "\u0301", "\u200b", "\ufeff", "\u00ad", "İ", "ß", "🙂", "\u202e"),
    *("Ã©", "â€", "x-\n", "x¬\n", "\x00", "\ud800", "\x1b[2J"),
]  # fmt: skip

#: Pieces of web pages.
MARKUP = [
    *(
        "<",
        ">",
        "<a",
        "</",
        "/>",
        "=",
        "'",
        '"',
        "&",
        "&amp;",
        "&#",
        "&#x41;",
        "&lt",
        "<!--",
        "-->",
    ),
    *(
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<!DOCTYPE ",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "<br>",
    ),
    *("<a href=x>", "</a>", "<table>", "<tr>", "<td>", "<li>", "<ul>", "<pre>", "<font>", "<form>"),
    *("<script>", "</script>", "<style>", "<svg>", "<math>", "<template>", "<select>", "<option>"),
    *("<textarea>", "<frameset>", "<html>", "<head>", "<body>", "<h1>x</h1>", "<title>x</title>"),
    *("<article>", "<main>", "<figure>", "<blockquote>", "<p class='comment related'>", "<input>"),
    *("<span style='display:none'>", "<time datetime=2020-03-04>", "</time>", "<center>"),
    "<base href=x>",
    "<link rel=canonical href='/2020/03/04/a'>",
    "<meta name=author content='A B; C D'>",
    "<meta name=author content='",
    "<meta property='article:published_time' content='2020-03-04'>",
    "<script type='application/ld+json'>[[",
    '<script type=application/ld+json>{"@type":"NewsArticle","datePublished":"2020"}</script>',
    *TEXT[:20],
]

#: Pieces of records.
JSON = [
    *("{", "}", "[", "]", ":", ",", '"', "\\", "\\u0000", "\\ud800", "null", "true", "NaN", "1e999"),
    *('{"id": "a", "body": "x"}', '"body": ', '"headline": ', '"byline": ', '"published": '),
    *('"2020-03-04"', '"x"', "[[[[", '{"a":', "9" * 60, "\n", " ", "\ufeff", "é", "\x00"),
]  # fmt: skip

#: The pieces for each format of a document.
PIECES = {"text": TEXT, "html": MARKUP, "record": JSON}


def repeated(format: str, unit: str, size: int) -> bytes:
    """A file of about ``size`` bytes that repeats a unit; of a record, one of its values."""
    text = unit * (size // len(unit.encode("utf-8", "replace")) + 1)
    if format == "record":
        key = ("body", "byline", "headline", "published", "outlet", "other")[len(unit) % 6]
        return json.dumps({"headline": "A ferry", key: text}).encode()
    return text.encode("utf-8", "replace")
