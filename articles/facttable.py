"""The table of facts, from which all code that handles every fact is derived.

A new fact needs a row here, a column of the model ``Article`` with its migration, a line in
``ROOMS`` (``extraction/extract.py``) and a module or package in
``extraction/fields`` that finds it. It is then stored, compared, pinned, edited, searched, shown
and exported like the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Final

#: The place of facts whose row states none: after all others.
LAST: Final = 1_000


class Kind(Enum):
    """The kinds of values of facts. Extraction uses the types in brackets.

    An article stores tuples as lists, and paragraphs as one text with blank lines between them.
    """

    LINE = auto()  # text in one line (str)
    TEXT = auto()  # text of any shape (str)
    ADDRESS = auto()  # a web address (str)
    LANGUAGE = auto()  # the code of a language (str)
    NAMES = auto()  # several short texts (tuple)
    TEXTS = auto()  # several longer texts (tuple)
    PARAGRAPHS = auto()  # one long text (tuple)
    OUTLET = auto()  # the name of an outlet, or None; only the fact ``outlet``
    PUBLISHED = auto()  # a date with its basis (Published); only the fact ``published``

    @cached_property
    def is_text(self) -> bool:
        """True if the value is a single text, "" if unknown."""
        return self in (Kind.LINE, Kind.TEXT, Kind.ADDRESS, Kind.LANGUAGE)

    @cached_property
    def is_list(self) -> bool:
        return self in (Kind.NAMES, Kind.TEXTS)


@dataclass(frozen=True, slots=True)
class Index:
    """A fact as a text field of the index.

    ``place``: its position among the fields. ``label``: the field's name in a sentence, by default
    ``the`` and the fact's label. ``names``: what users may write before a colon, besides the
    fact's name. ``bare``: words without ``field:`` search it, too, weighted by ``weight``.
    """

    place: int = LAST
    label: str = ""
    weight: float = 1.0
    names: tuple[str, ...] = ()
    bare: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A fact in the edit form.

    ``rows``: height of its text area in lines, 0 for a single-line input. ``longest``: characters,
    by default as many as its column holds. ``first``: placed above the other facts.
    """

    rows: int = 0
    longest: int | None = None
    help: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """Where outputs for programs include a fact.

    ``column``: its position among the columns of exported files, None for no column. ``key``: its
    name there, by default the fact's. ``with_texts``: only in exports with full texts.
    ``report``: in the output of ``ingest --json``. ``api``: in the hits of the API.
    """

    column: int | None = LAST
    key: str = ""
    with_texts: bool = False
    report: bool = True
    api: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact. ``name`` is the name of its column, in JSON, in commands and in the API.

    ``label``: its name for people, by default ``name``. ``noun``: its name within a sentence, by
    default ``label``. ``about``: its position in the details on the article's page, None if the
    page shows it elsewhere. ``index``: None if it is not a field of the index.
    """

    name: str
    kind: Kind
    label: str = ""
    noun: str = ""
    about: int | None = None
    index: Index | None = None
    form: Form = Form()
    export: Export = Export()

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", self.label or self.name)
        object.__setattr__(self, "noun", self.noun or self.label)

    @property
    def heading(self) -> str:
        """The label as a heading: ``Web address``."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def key(self) -> str:
        """The fact's name in exported files."""
        return self.export.key or self.name


_ROWS = (
    Fact(
        "outlet",
        Kind.OUTLET,
        index=Index(7, weight=1.5, names=("outlets",)),
        export=Export(column=1, api=True),
    ),
    Fact(
        "agency",
        Kind.LINE,
        about=2,
        form=Form(help="The wire service the story came from."),
        export=Export(column=2),
    ),
    Fact(
        "headline",
        Kind.LINE,
        index=Index(1, weight=3.0, names=("headlines",)),
        # Enough for any headline, and less than a whole article pasted here by mistake.
        form=Form(rows=2, longest=1_000, first=True),
        export=Export(column=None),  # exports give the title
    ),
    Fact(
        "standfirst",
        Kind.TEXT,
        index=Index(2, weight=1.5, names=("standfirsts",)),
        form=Form(rows=3, longest=5_000, first=True),
        export=Export(column=6),
    ),
    Fact(
        "byline",
        Kind.NAMES,
        index=Index(5, weight=1.5, names=("bylines",)),
        form=Form(rows=2, help="One name per line."),
        export=Export(column=3),
    ),
    Fact(
        "dateline",
        Kind.LINE,
        about=1,
        index=Index(6, names=("datelines",)),
        form=Form(help="The place and date that open a wire story."),
        export=Export(column=5),
    ),
    Fact(
        "published",
        Kind.PUBLISHED,
        noun="date of publication",
        form=Form(
            help="A year, a month or a day: 2020, March 2020 or 2020-03-04. Empty if unknown."
        ),
        export=Export(column=4, api=True),
    ),
    Fact(
        "captions",
        Kind.TEXTS,
        index=Index(4, "a caption", weight=0.8, names=("caption",)),
        form=Form(rows=3, help="Leave a blank line between captions."),
        export=Export(column=None, with_texts=True),
    ),
    Fact(
        "body",
        Kind.PARAGRAPHS,
        label="text",
        index=Index(3, names=("text",)),
        form=Form(rows=18, help="Leave a blank line between paragraphs."),
        export=Export(column=None, with_texts=True),
    ),
    Fact(
        "url",
        Kind.ADDRESS,
        label="web address",
        about=4,
        export=Export(column=8, key="original_url"),  # their ``url`` is the article's own page
    ),
    Fact(
        "language",
        Kind.LANGUAGE,
        about=3,
        form=Form(help="A language code such as en, de or ru."),
        export=Export(column=7, report=False),
    ),
)

#: All facts by name, in the order in which pages show them.
FACTS: Final = {fact.name: fact for fact in _ROWS}
