"""Divide a page into the head above the story, the story, and the tail below it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from articles.extraction.lines.datelines import read_opening
from articles.extraction.lines.datestamps import read_mention
from articles.extraction.lines.names import is_name
from articles.extraction.page.blocks import Block, word_count
from articles.extraction.page.kinds import (
    APPEAL,
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    HEADING,
    LINK,
    PARAGRAPH,
    SHORT,
)
from articles.extraction.page.page import Page
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import vocabulary

_PHRASES = phrasebook("layout")

# The story is the stretch of blocks with the greatest sum of weights. A paragraph weighs as much as
# it has words, but no more than this, so that one long notice does not outweigh a story.
_MOST_WORDS = 80
# The weight of all other blocks.
_WEIGHTS = {
    FURNITURE: -5,
    APPEAL: -10,
    HEADING: -4,
    PARAGRAPH: -4,  # if it repeats another
    LINK: -2,
    DATE: -2,
    BYLINE: -2,
    CAPTION: -2,
}
# A paragraph of at most this many words, with a label above and below, is the teaser of another
# story if there is another such paragraph near it. It weighs this much less.
_TEASER = 45
_TEASER_LOSS = 25
_FEWEST_ITEMS = 3  # other stories in a list
_TITLE = 5  # words of the title of another story
# The other stories in a list have at most this share of their words in common with the story above,
# if that has so many paragraphs and topical words.
_SHARED, _FEWEST_PARAGRAPHS, _FEWEST_WORDS = 0.25, 3, 60
# What stands below so many lines without prose is compared with the story above them: its first
# paragraphs, if they have so many topical words. With such a share of these in common, the lines
# between have cost too much. A small share says nothing: stories change their subject.
_GAP, _COMPARED, _FEWEST_OWN, _REACH = 3, 3, 12, 12
_ALIKE = 0.4
_GIVEN_BACK = 0.8  # of the weight that the lines between took
_LEAST_STORY = 40  # words of other paragraphs on a page with a story beside its teasers
_BESIDE_TEASERS = (HEADING, DATE, LINK)
_IN_TRANSCRIPTS = ("(", "[", "Q:", "Q.", "A:")
# Comments and lists of other stories can follow a story of this weight. Their first lines take a
# share of the weight, so that what comes after them must weigh as much again to belong to it.
_STORY = 120
_COMMENTS_LOSS = 0.8
_LIST_LOSS = 0.3
_LISTS = ("more from ", "latest ", "more stories", "more on ")
_COMMENTS = _PHRASES.pattern("comments")
_SOURCES = _PHRASES.pattern("sources")
_RESPONSES = _PHRASES.pattern("responses")
_MOST_DATES = 3  # dates in a row, without a paragraph: After them stand other stories.
# How many blocks above a story its date stands, and how many blocks a page has above a story if
# that is surely its own.
_ANCHOR, _FIRST_BLOCKS = 3, 10
LONGEST_STANDFIRST = 400  # characters: A longer one is a paragraph of the story.
# How many blocks from a standfirst its byline or date may stand, and from a teaser the next one.
_NEAR = 6


@dataclass(frozen=True)
class Layout:
    """A page in three parts. ``story`` begins and ends with prose, or is empty if there is none."""

    page: Page
    head: tuple[Block, ...]
    story: tuple[Block, ...]
    tail: tuple[Block, ...]

    @cached_property
    def around(self) -> tuple[Block, ...]:
        """The blocks of head and tail."""
        return self.head + self.tail

    @cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        """The paragraphs of the story."""
        return tuple([block for block in self.story if block.kind is PARAGRAPH])

    @cached_property
    def topics(self) -> tuple[list[str], ...]:
        """The topical words of each block of the story."""
        first = len(self.head)
        return tuple([self.page.topics[first + at] for at in range(len(self.story))])


def layout_of(page: Page) -> Layout:
    """The parts of a page."""
    blocks = page.blocks
    span = _story_span(page)
    if span is None:
        return Layout(page, blocks, (), ())
    start, end = span
    start = _after_standfirst(blocks, start, end)
    return Layout(page, blocks[:start], blocks[start:end], blocks[end:])


def _story_span(page: Page) -> tuple[int, int] | None:
    """Start and end (exclusive) of the stretch with the greatest weight; None without prose."""
    blocks = page.blocks
    words = _paragraph_weights(blocks, page.repeats)
    above = _Above(page)
    lists = _lists_of_others(blocks)
    best: tuple[int, int] | None = None
    best_weight = weight = 0.0
    start = 0
    in_box, dates = False, 0
    gap, taken = 0, 0.0  # the lines without prose above, and the weight that they took
    for index, block in enumerate(blocks):
        if weight <= 0:
            weight, start, taken = 0, index, 0.0
        if index in words:
            if gap >= _GAP and weight + taken >= _LEAST_STORY:
                likeness = _likeness(page, above.known(start, index), index)
                weight += _gain_after_gap(likeness, taken)
            gap, taken = 0, 0.0
            weight += words[index]
            dates = 0
        else:
            own = 0 if in_box else _WEIGHTS[block.kind]
            weight += own
            gap, taken = gap + 1, taken - own
            loss = 0 if best is None else _loss_after(block)  # Before a story, none is lost.
            if weight >= _STORY:
                is_other = index in lists and _is_off_topic(
                    page, above.known(start, index), index, lists[index]
                )
                weight -= weight * (_COMMENTS_LOSS if is_other else loss)
            elif weight >= _LEAST_STORY and loss == _COMMENTS_LOSS:
                weight -= weight * loss
        dates += block.kind is DATE
        if weight >= _LEAST_STORY and _opens_comments(blocks, index):
            weight -= weight * _COMMENTS_LOSS
        is_over = dates == _MOST_DATES or (index not in words and loss == _COMMENTS_LOSS)
        if is_over and best is not None and _is_anchored(blocks, *best):
            break  # After a whole story, dates in a row are those of others or of comments.
        # An appeal in the middle of a story is one box, however many lines it has.
        in_box = block.kind is APPEAL or (in_box and block.kind is FURNITURE)
        if weight > best_weight:
            best, best_weight = (start, index + 1), weight
    return best


def _paragraph_weights(blocks: tuple[Block, ...], repeats: frozenset[int]) -> dict[int, int]:
    """The weights of paragraphs by their places, in words. Those of teasers are less."""
    words = {
        index: min(word_count(block.text), _MOST_WORDS)
        for index, block in enumerate(blocks)
        if block.kind is PARAGRAPH and block.lines[0] not in repeats
    }
    teasers = [i for i, count in words.items() if count <= _TEASER and _is_teaser(blocks, i)]
    # On a page of short items alone, such as a newsletter, they are the text.
    if sum(words.values()) - sum(words[index] for index in teasers) >= _LEAST_STORY:
        words.update((index, words[index] - _TEASER_LOSS) for index in teasers)
    return words


def _lists_of_others(blocks: tuple[Block, ...]) -> dict[int, int]:
    """Where lists may begin that have a title or a date, then one paragraph, for each other story.

    Each place is that of the first title; its value is that of the last paragraph that was needed.
    """
    lists: dict[int, int] = {}
    titles: list[int] = []
    title, run = -1, 0
    for index, block in enumerate(blocks):
        if block.kind is not PARAGRAPH:
            if title < 0 and _is_title(block):
                title = index
            continue
        if title < 0:
            run += 1
            titles.clear()
            continue
        if run > 1:
            titles.clear()
        titles.append(title)
        run, title = 1, -1
        if len(titles) == _FEWEST_ITEMS:
            lists[titles[0]] = index
    return lists


def _is_off_topic(page: Page, known: set[str], title: int, last: int) -> bool:
    """True if the items of a list have few words of the story above it, which are ``known``."""
    if not known:
        return False
    # The first item is left out: its paragraph may be the last of the story.
    after = next(i for i in range(title, last) if page.blocks[i].kind is PARAGRAPH) + 1
    own = set().union(*[page.topics[i] for i in range(after, last + 1)])
    return len(own & known) < _SHARED * len(own)


class _Above:
    """The topical words of a story, gathered while a page is read from top to bottom."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._start = self._end = -1
        self._paragraphs = 0
        self._words: set[str] = set()

    def known(self, start: int, end: int) -> set[str]:
        """The words of the story from ``start``; none if it is too short to tell others from it."""
        if start != self._start:
            self._start = self._end = start
            self._paragraphs, self._words = 0, set()
        for index in range(self._end, end):
            if self._page.blocks[index].kind is PARAGRAPH:
                self._paragraphs += 1
                self._words.update(self._page.topics[index])
        self._end = max(self._end, end)
        is_long = self._paragraphs >= _FEWEST_PARAGRAPHS and len(self._words) >= _FEWEST_WORDS
        return self._words if is_long else set()


def _likeness(page: Page, known: set[str], index: int) -> float | None:
    """The share of the topical words of the next paragraphs that the story above them has.

    None if either is too short to tell; ``known`` are the words of the story.
    """
    if not known:
        return None
    reach = range(index, min(index + _REACH, len(page.blocks)))
    below = [i for i in reach if page.blocks[i].kind is PARAGRAPH]
    own = set().union(*[page.topics[i] for i in below[:_COMPARED]])
    return len(own & known) / len(own) if len(own) >= _FEWEST_OWN else None


def _gain_after_gap(likeness: float | None, taken: float) -> float:
    """What the weight of a story gets back at the first paragraph below a gap."""
    return taken * _GIVEN_BACK if likeness is not None and likeness >= _ALIKE else 0


def _is_title(block: Block) -> bool:
    """True for the title of another story, or its date. A crosshead has fewer words."""
    if block.kind is not HEADING:
        return block.kind in (DATE, BYLINE)
    text = block.text
    return text.count(" ") + 1 >= _TITLE and text[-1] not in "?:" and not text[0].isdigit()


def _is_teaser(blocks: tuple[Block, ...], index: int) -> bool:
    """True for a short paragraph between labels if there is another near it."""
    if not _is_between_labels(blocks, index):
        return False
    near = [*range(index - 2, index - 2 - _NEAR, -1), *range(index + 2, index + 2 + _NEAR)]
    above = next((at for at in near[:_NEAR] if _is_prose(blocks, at)), -1)
    below = next((at for at in near[_NEAR:] if _is_prose(blocks, at)), -1)
    return any(at >= 0 and _is_between_labels(blocks, at) for at in (above, below))


def _is_prose(blocks: tuple[Block, ...], index: int) -> bool:
    return 0 <= index < len(blocks) and blocks[index].kind is PARAGRAPH


def _is_between_labels(blocks: tuple[Block, ...], index: int) -> bool:
    """True for a short paragraph between two labels, or at the edge of the page."""
    return word_count(blocks[index].text) <= _TEASER and all(
        not 0 <= at < len(blocks) or _is_beside_teasers(blocks[at]) for at in (index - 1, index + 1)
    )


def _is_beside_teasers(block: Block) -> bool:
    """True for a label; "(Applause)" and "Q: Who pays?" are parts of a transcript."""
    return block.kind in _BESIDE_TEASERS and not block.text.startswith(_IN_TRANSCRIPTS)


def _loss_after(block: Block) -> float:
    """The share of its weight that a story loses at a line that opens comments or a list, or 0."""
    if len(block.text) > SHORT:
        return 0
    plain, words = block.plain, vocabulary()
    if plain in words.closers or _COMMENTS.match(plain) or _SOURCES.match(plain):
        return _COMMENTS_LOSS
    if plain.startswith("about ") and is_name(block.text[len("about ") :]):
        return _COMMENTS_LOSS
    return _LIST_LOSS if plain in words.lists or plain.startswith(_LISTS) else 0


def _is_anchored(blocks: tuple[Block, ...], start: int, end: int) -> bool:
    """True for several paragraphs right below a date, above which there are only a few lines."""
    above = blocks[max(0, start - _ANCHOR) : start]
    prose = sum(block.kind is PARAGRAPH for block in blocks[start:end])
    is_first = start <= _FIRST_BLOCKS
    return is_first and prose > 1 and any(block.kind is DATE for block in above)


def _opens_comments(blocks: tuple[Block, ...], index: int) -> bool:
    """True for "3 responses to …", "Ann says:" above a date, and "ann 4 March 2020" above text."""
    text = blocks[index].text
    if len(text) > SHORT:
        return False
    if index + 1 < len(blocks):
        below = blocks[index + 1].kind
        if text.endswith((" says:", " said:", " wrote:")):
            return below is DATE
        if below is PARAGRAPH and text[-1].isdigit():
            mention = read_mention(text)
            return mention is not None and not mention.alone
    return _RESPONSES.match(text) is not None


def _after_standfirst(blocks: tuple[Block, ...], start: int, end: int) -> int:
    """The start of the story, without a first paragraph that is a standfirst.

    A paragraph under a heading is a standfirst if a byline or date stands between it and the next
    paragraph, or if the next paragraph has a dateline and it has none.
    """
    first = blocks[start]
    if len(first.text) > LONGEST_STANDFIRST or read_opening(first.text) is not None:
        return start
    if not any(block.kind is HEADING for block in blocks[max(0, start - _NEAR) : start]):
        return start
    above = blocks[max(0, start - _NEAR) : start]
    if any(block.kind in (BYLINE, DATE) for block in above):
        return start
    divided = False
    for index in range(start + 1, min(end, start + 1 + _NEAR)):
        block = blocks[index]
        divided = divided or block.kind in (BYLINE, DATE)
        if block.kind is PARAGRAPH:
            return index if divided or read_opening(block.text) is not None else start
    return start
