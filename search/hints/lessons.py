"""The forms of the query language for the help page, each with an example from this archive.

The meaning of a form is written here and needs no index. Its example is made of words, names and
dates of the newest articles, and is shown, with its count, only if it finds something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Final
from urllib.parse import urlsplit

from articles.mentions.corrected import quoted_in
from articles.models import Article
from search.addresses.parameters import Parameters
from search.engines.base import Engine
from search.language.languagenames import name_of
from search.language.parsing import parse
from search.language.prose import QUOTES
from search.query.clauses import Query
from search.text.analysis import Token, is_lone_character, tokenize
from search.text.languages import Languages, primary
from search.text.words import is_stop

#: Examples are made of so many of the newest articles.
LOOKED_AT: Final = 40
#: The fewest characters of a word in examples of prefixes, wildcards and misspellings.
LONG: Final = 6


@dataclass(frozen=True, slots=True)
class Example:
    """A search that finds something, and the number of articles that it finds."""

    text: str
    total: int

    @property
    def url(self) -> str:
        return Parameters(q=self.text).url


@dataclass(frozen=True, slots=True)
class Lesson:
    """A form as it is typed, its meaning, and an example if the archive has one."""

    form: str
    meaning: str
    example: Example | None = None


#: Form and meaning by the keys of ``_examples``, in the order of the page.
FORMS: Final = {
    "words": ("idlib talks", "Both words, in any form: talk, talks, talked. If you type up to four"
              " words and no article has all of them, you get those with most of them."),
    "phrase": ('"spring shield"', "The phrase: these words in this order, in one paragraph."),
    "either": ("idlib OR aleppo", "Either word. Use parentheses to group: (a OR b) c."),
    "without": ("idlib -turkey", "The first word without the second; NOT turkey means the same."),
    "near": ('"ceasefire idlib"~8', "The quoted words in any order, in one paragraph, with"
             " at most 8 other words between them."),
    "prefix": ("demilit*", "Words that begin with these letters; at least three."),
    "wildcard": ("t*key", "A star inside a word stands for any characters, a question mark"
                 " (wom?n) for exactly one. Give the first character, and at least three in all."),
    "fuzzy": ("erdogen~", "Words with a similar spelling and the same first letter: one difference"
              " in words of up to five letters, two in longer ones; ~1 and ~2 set the number."),
    "exact": ("=talks", 'The word exactly as written, not its other forms; also ="peace talks".'),
    "headline": ("headline:kremlin", "In the headline. Other fields are standfirst, body, caption,"
                 " byline, dateline and outlet."),
    "outlet": ("outlet:tass", "Articles from an outlet."),
    "byline": ("byline:smith", "Articles by an author."),
    "dateline": ("dateline:moscow", "Articles whose dateline names a place."),
    "caption": ("caption:convoy", "In a picture caption."),
    "source": ("source:newsletter", "Anywhere in the capture, including menus and notices outside"
               " the story."),
    "url": ("url:example.com", "From this web address, or a part of it. A whole address needs no"
            " “url:”."),
    "month": ("date:2020-03", "Published in that period: a year, a month or a day."),
    "range": ("date:2020-02..2020-03", "From one date to another; either end may be open."),
    "undated": ("is:undated", "Articles without a date; also is:dated."),
    "inferred": ("is:inferred", "Articles whose date was inferred; also is:stated and is:edited."),
    "language": ("lang:german", "Articles in a language; its code works too: lang:de."),
    "tag": ('tag:"climate change"', "Articles that editors have tagged so."),
    "quote": ("quote:ceasefire", "Where somebody is quoted with this word, or with a phrase:"
              ' quote:"humanitarian corridor".'),
    "speaker": ('speaker:"dmitry peskov"', "Articles that quote somebody, if the text makes certain"
                " who speaks."),
    "has": ("has:caption", "Articles with a caption; also has:byline, has:headline, has:date and"
            " so on."),
}  # fmt: skip


def lessons(engine: Engine | None) -> list[Lesson]:
    """All forms, with examples if there is an engine. Raises EngineUnavailable."""
    examples = _that_find(engine, _examples()) if engine else {}
    return [Lesson(form, meaning, examples.get(key)) for key, (form, meaning) in FORMS.items()]


def _that_find(engine: Engine, texts: Mapping[str, Sequence[str]]) -> dict[str, Example]:
    """The first example of each form that finds anything.

    The first examples of all forms are counted in one trip to the engine, then the second examples
    of the forms whose first finds nothing, and so on. Mostly one trip is enough.
    """
    found: dict[str, Example] = {}
    languages = Languages.of(engine.languages())
    for row in zip_longest(*texts.values()):
        asked = {
            key: text
            for key, text in zip(texts, row, strict=True)
            if text is not None and key not in found
        }
        if asked:
            # Not relaxed, so that an example shows what its own form finds.
            queries = [Query((parse(text, languages).clause,)) for text in asked.values()]
            for (key, text), total in zip(asked.items(), engine.totals(queries), strict=True):
                if total:
                    found[key] = Example(text, total)
    return found


def _examples() -> Mapping[str, Sequence[str]]:
    """Searches by form, at most three each, made of the newest articles. They may find nothing.

    Words are ordered by the number of titles that have them, then alphabetically.
    """
    rows = Article.objects.shown().select_related("outlet", "mention_reading").newest_first()
    rows = rows.prefetch_related("quotations", "mention_corrections")
    articles = list(rows[:LOOKED_AT])
    titles = [_words(article.title, article) for article in articles]
    counts = Counter(word for words in titles for word in {each.lower() for each, _ in words})
    pairs = Counter(
        f"{one} {other}"
        for words in titles
        for (one, first), (other, second) in pairwise(words)
        if second.position == first.position + 1
    )
    words = sorted(counts, key=lambda word: (-counts[word], word))
    common = words[:3]
    together = [pair for pair, _ in pairs.most_common(2)]
    long = [word for word in words if len(word) >= LONG][:2]
    dates = sorted(date for article in articles if (date := article.published_date))
    hosts = [host for article in articles if (host := urlsplit(article.url).hostname)]
    months = [str(date)[:7] for date in dates[-1:]]
    quoted = [
        (article, each.text, each.speaker) for article in articles for each in quoted_in(article)
    ]
    return {
        "words": together,
        "phrase": [f'"{pair}"' for pair in together],
        "near": [f'"{" ".join(reversed(pair.split()))}"~8' for pair in together],
        "either": [" OR ".join(common[:2])] if len(common) > 1 else [],
        "without": [f"{common[0]} -{word}" for word in words[:-4:-1] if word != common[0]],
        "prefix": [f"{word[:5]}*" for word in long],
        "wildcard": [f"{word[:2]}*{word[-2:]}" for word in long],
        "fuzzy": [f"{word[:3]}{word[4:]}~" for word in long],
        "exact": [f"={word}" for word in common[:2]],
        "headline": [f"headline:{word}" for word in common[:2]],
        "outlet": _quoted("outlet", (each.outlet.name for each in articles if each.outlet)),
        "byline": _quoted("byline", (name for article in articles for name in article.byline)),
        "dateline": [
            f"dateline:{word}"
            for article in articles
            for word, _ in _words(article.dateline, article)[:1]
        ][:2],
        "caption": [
            f"caption:{word}"
            for article in articles
            for caption in article.captions
            for word, _ in _words(caption, article)[:1]
        ][:2],
        "source": [f"source:{word}" for word in common[:1]],
        "url": [f"url:{host}" for host in hosts[:2]],
        "month": [f"date:{month}" for month in months],
        "range": [f"date:{month}.." for month in months],
        "undated": ["is:undated"],
        "inferred": ["is:inferred", "is:stated"],
        "language": [
            f"lang:{name_of(code).lower()}"
            for code, _ in Counter(each.language for each in articles if each.language).most_common(
                2
            )
        ],
        "quote": [
            f"quote:{word}" for article, text, _ in quoted for word, _ in _words(text, article)[:1]
        ][:2],
        "speaker": _quoted("speaker", (speaker for _, _, speaker in quoted if speaker)),
        "has": ["has:caption", "has:byline"],
    }


def _words(text: str, article: Article) -> list[tuple[str, Token]]:
    """The words of an article's text that can serve as examples, as written, each with its
    token."""
    language = primary(article.language)
    found = ((text[token.start : token.end], token) for token in tokenize(text[:1000]))
    return [
        (word, token)
        for word, token in found
        if len(word) > 3 and word.isalpha() and not is_stop(token.surface, language)
        and not is_lone_character(word[0])
    ]  # fmt: skip


def _quoted(field: str, names: Iterable[str]) -> list[str]:
    distinct = [name for name, _ in Counter(names).most_common(2)]
    return [f'{field}:"{name}"' for name in distinct if not set(QUOTES) & set(name)]
