"""The tables: outlets, tags, captures, articles and their keys, learnt lines, and the logs."""

from articles.models.articlequeries import ArticleQuerySet
from articles.models.articles import Article, StaleArticleError
from articles.models.bulkchanges import BulkChange, BulkPart, BulkRow
from articles.models.captures import Capture, Damaged, Reading, SeenPath, path_key, storable_name
from articles.models.ingestruns import IngestRun, RunOutcome
from articles.models.learntlines import LearntLine, LearntLineQuerySet, Ruling, Snapshot
from articles.models.machinechanges import MachineChange
from articles.models.mentions import Mention, MentionCorrection, MentionReading, Quotation
from articles.models.outlets import Outlet, OutletAlias, OutletMerge, OutletQuerySet
from articles.models.reviewreasons import NO_HEADLINE, REVIEW_REASONS
from articles.models.sequences import SequenceCounter
from articles.models.sharedtexts import ComparedText, SharedText
from articles.models.signals import articles_changed, articles_erased, dates_changed
from articles.models.tags import Tag, TagAlias, TagQuerySet
from articles.models.takedowns import ErasedCapture, Takedown
from articles.models.textkeys import LineKeys, Passage, TextKey

__all__ = [
    "NO_HEADLINE",
    "REVIEW_REASONS",
    "Article",
    "ArticleQuerySet",
    "BulkChange",
    "BulkPart",
    "BulkRow",
    "Capture",
    "ComparedText",
    "Damaged",
    "ErasedCapture",
    "IngestRun",
    "LearntLine",
    "LearntLineQuerySet",
    "LineKeys",
    "MachineChange",
    "Mention",
    "MentionCorrection",
    "MentionReading",
    "Outlet",
    "OutletAlias",
    "OutletMerge",
    "OutletQuerySet",
    "Passage",
    "Quotation",
    "Reading",
    "Ruling",
    "RunOutcome",
    "SeenPath",
    "SequenceCounter",
    "SharedText",
    "Snapshot",
    "StaleArticleError",
    "Tag",
    "TagAlias",
    "TagQuerySet",
    "Takedown",
    "TextKey",
    "articles_changed",
    "articles_erased",
    "dates_changed",
    "path_key",
    "storable_name",
]
