"""Known-item sets: stories that somebody looks for by what he remembers or has copied of them.

A corpus is one or more files of JSON lines, gzipped or not, each line a story with ``title`` and
``body``. Stories without a body are left out. Sampled are stories with a title of at least
``TITLE`` words and a body of at least ``BODY`` words besides its first sentence, if their title
has three words for the rare-word sets and one that is long enough for a typing error, and their
first sentence ends in a full stop (tables of figures have none). A story whose title stands above
another text too is not sampled, because the title does not say which of the two is meant.

What is asked by        the query                                               taken out
title                   the title, in small letters if it has none              all titles
title, capitals         the title in capitals                                   all titles
three words, two words  the rarest words of the title, in its order             all titles
typing error            the title with one letter swapped, dropped, replaced    all titles
                        or added in one word of at least ``LONG`` letters
first sentence          the first sentence                                      all first sentences
pasted 40, pasted 400   the first 40 or 400 words of the body, only if wanted   nothing

"Taken out" is what the documents of every engine lack. Rare is a word that few stories have, in
the title or body. Words have at least three letters and no digits. Relevant are the story and every
story of which the same text remains.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.extraction.words.sentences import first_sentence
from benchmarks.rankers import Documents
from benchmarks.testsets import Collection, QuerySet, is_in_half

#: Words of the title and of the body that a sampled story has at least.
TITLE, BODY = 4, 60
#: Letters of a word in which a typing error is made.
LONG = 5
LETTERS = re.compile(r"[^\W\d_]{3,}")
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Story:
    """``body`` is the first sentence and ``rest``. ``words`` are the title's, the rarest first."""

    key: str
    title: str
    body: str
    sentence: str
    rest: str
    words: tuple[str, ...] = ()

    def rarest(self, number: int) -> str:
        chosen = self.words[:number]
        return " ".join(sorted(chosen, key=self.title.lower().index))


def known_items(
    files: Iterable[Path], *, number: int, seed: int, half: str | None = None, pasted: bool = False
) -> Iterator[Collection]:
    """A collection for each way to take something out of the documents. ``number`` stories are
    sampled, or all that there are. Raises ValueError if there is none."""
    stories = list(_stories(files))
    chance = random.Random(seed)
    eligible = [story for story in _eligible(stories) if is_in_half(story.key, half)]
    if not eligible:
        raise ValueError("no story has a title and a body of sufficient length")
    sample = chance.sample(eligible, min(number, len(eligible)))
    errors = {story.key: mistyped(_title(story), chance) for story in sample}

    def collection(documents: Documents, asked: dict[str, Callable[[Story], str]]) -> Collection:
        grades = _grades(sample, documents)
        return Collection(
            documents,
            tuple(
                QuerySet(name, {story.key: ask(story) for story in sample}, grades)
                for name, ask in asked.items()
            ),
        )

    yield collection(
        {story.key: ("", story.body) for story in stories},
        {
            "title": _title,
            "title, capitals": lambda story: story.title.upper(),
            "three words": lambda story: story.rarest(3),
            "two words": lambda story: story.rarest(2),
            "typing error": lambda story: errors[story.key],
        },
    )
    yield collection(
        {story.key: (story.title, story.rest) for story in stories},
        {"first sentence": lambda story: story.sentence},
    )
    if pasted:
        yield collection(
            {story.key: (story.title, story.body) for story in stories},
            {
                "pasted 40": lambda story: _beginning(story.body, 40),
                "pasted 400": lambda story: _beginning(story.body, 400),
            },
        )


def _stories(files: Iterable[Path]) -> Iterator[Story]:
    for path in files:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for place, record in enumerate(map(json.loads, lines), 1):
                body = (record.get("body") or "").strip()
                if not body:
                    continue
                sentence = first_sentence(body.split("\n", 1)[0])
                rest = body[len(sentence) :].strip()
                yield Story(f"{path.name}:{place}", record.get("title") or "", body, sentence, rest)


def _eligible(stories: Sequence[Story]) -> Iterator[Story]:
    frequencies: Counter[str] = Counter()
    bodies: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        frequencies.update(set(LETTERS.findall(f"{story.title}\n{story.body}".lower())))
        bodies[_same(story.title)].add(_same(story.body))
    for story in stories:
        words = dict.fromkeys(LETTERS.findall(story.title.lower()))
        if (
            len(story.title.split()) >= TITLE
            and len(story.rest.split()) >= BODY
            and story.sentence.endswith(".")
            and len(words) >= 3
            and any(len(word) >= LONG for word in words)
            and len(bodies[_same(story.title)]) == 1
        ):
            rarest = tuple(sorted(words, key=lambda word: frequencies[word]))
            yield Story(story.key, story.title, story.body, story.sentence, story.rest, rarest)


def _grades(sample: Iterable[Story], documents: Documents) -> dict[str, dict[str, int]]:
    alike: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for key, (title, text) in documents.items():
        alike[_same(title), _same(text)][key] = 1
    texts = {story.key: documents[story.key] for story in sample}
    return {key: alike[_same(title), _same(text)] for key, (title, text) in texts.items()}


def _same(text: str) -> str:
    return " ".join(text.lower().split())


def _title(story: Story) -> str:
    return story.title.lower() if story.title.isupper() else story.title


def _beginning(text: str, words: int) -> str:
    match = re.match(rf"(?:\s*\S+){{1,{words}}}", text)
    return match[0] if match else text


def mistyped(title: str, chance: random.Random) -> str:
    """The title with one typing error in a long word; never the title itself."""
    word = chance.choice([match for match in LETTERS.finditer(title) if len(match[0]) >= LONG])
    while True:
        place = chance.randrange(word.start(), word.end() - 1)
        letter, here, there = chance.choice(ALPHABET), title[place], title[place + 1]
        middle = chance.choice([there + here, there, letter + there, here + letter + there])
        changed = title[:place] + middle + title[place + 2 :]
        if changed != title:
            return changed
