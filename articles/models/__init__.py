"""Outlets, captures, articles, what is learnt of their lines, and the log of changes by rules."""

from articles.models.articles import (
    LOOKS,
    Article,
    ArticleQuerySet,
    StaleArticleError,
    articles_changed,
    dates_changed,
)
from articles.models.captures import Capture, Reading, SeenPath, path_key
from articles.models.learnt import LearntLine, LearntLineQuerySet, LineKeys, Ruling, Snapshot
from articles.models.outlets import Outlet, OutletAlias, OutletQuerySet
from articles.models.reasons import MachineChange, Passage

__all__ = [
    "LOOKS",
    "Article",
    "ArticleQuerySet",
    "Capture",
    "LearntLine",
    "LearntLineQuerySet",
    "LineKeys",
    "MachineChange",
    "Outlet",
    "OutletAlias",
    "OutletQuerySet",
    "Passage",
    "Reading",
    "Ruling",
    "SeenPath",
    "Snapshot",
    "StaleArticleError",
    "articles_changed",
    "dates_changed",
    "path_key",
]
