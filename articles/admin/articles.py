"""The list of articles and the page on which people correct facts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.text import smart_split, unescape_string_literal

from articles.admin import (
    actions,
    corrections,
    editpage,
    edits,
    reviewqueue,
    tags,
    takedownactions,
    unpinning,
)
from articles.admin.filters import FILTERS
from articles.admin.forms import CANDIDATE, ArticleForm
from articles.admin.onewriter import OneWriter
from articles.facts import wording
from articles.facts.changes import FactChange
from articles.facts.rulenames import named
from articles.facttable import FACTS
from articles.models import Article, Capture, MachineChange, SeenPath, StaleArticleError

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Article]
else:
    Base = admin.ModelAdmin

#: How many changes by rules the edit page shows; the change log has all.
CHANGES_SHOWN = 20


@admin.register(Article)
class ArticleAdmin(OneWriter, Base):
    """Articles cannot be added or deleted by hand: they come from captures and are withdrawn."""

    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    list_display = ("title", "outlet_name", "published_words", "basis", "pinned", "withdrawn")
    list_display_links = ("title",)
    list_filter = FILTERS
    list_per_page = 50
    list_select_related = ("outlet",)
    #: Those of an article's own row; ``get_search_results`` adds the paths of its files.
    search_fields = ("headline", "standfirst", "body", "public_id")
    search_help_text = "Searches headline, standfirst, text, public ID and file path"
    date_hierarchy = "published"
    ordering = (F("published").desc(nulls_last=True), "-pk")
    # Any, since each action takes an ArticleQuerySet, which get_queryset returns.
    actions: Any = (
        edits.set_outlet,
        edits.set_date,
        tags.change_tags,
        actions.mark_reviewed,
        actions.mark_unreviewed,
        actions.extract_again,
        unpinning.unpin,
        corrections.download,
        corrections.download_with_texts,
        takedownactions.withdraw,
        takedownactions.restore,
        takedownactions.erase,
    )

    def get_ordering(self, request: HttpRequest) -> Any:
        """Of articles to check, those come first that their providers have withdrawn."""
        return ("-notice", *self.ordering) if "look" in request.GET else self.ordering

    @admin.display(description="title", ordering="headline")
    def title(self, article: Article) -> str:
        return article.title

    @admin.display(description="outlet", ordering="outlet__name", empty_value="unknown")
    def outlet_name(self, article: Article) -> str | None:
        return article.outlet.name if article.outlet else None

    @admin.display(description="published", ordering="published")
    def published_words(self, article: Article) -> str:
        date = article.published_date
        return date.words if date else "undated"

    @admin.display(description="basis of date", ordering="published_basis")
    def basis(self, article: Article) -> str:
        return article.get_published_basis_display()

    @admin.display(description="pinned", empty_value="–")
    def pinned(self, article: Article) -> str | None:
        pinned = (fact.label for fact in FACTS.values() if fact.name in article.pins)
        return ", ".join(pinned) or None

    @admin.display(description="withdrawn", ordering="withdrawn_at", empty_value="–")
    def withdrawn(self, article: Article) -> str | None:
        return f"{article.withdrawn_at:%-d %B %Y}" if article.withdrawn_at else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request)
        if (
            request.resolver_match
            and request.resolver_match.url_name == "articles_article_changelist"
        ):
            return articles.defer("findings", "extracted", "captions", "published_candidates")
        rows = articles.select_related("outlet", "capture__reading")
        # Pages show the reading; the bytes may be large.
        return rows.defer("capture__compressed")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Articles with each word in one of the fields, or in a path of one of their files.

        One condition on both tables, as Django makes it, could use no index of either.
        """
        for word in smart_split(search_term):
            if word.startswith(('"', "'")) and word[:1] == word[-1:]:
                word = unescape_string_literal(word)
            conditions = [(f"{field}__icontains", word) for field in self.search_fields]
            in_row = Q(*conditions, _connector=Q.OR)
            rows = Article.objects.filter(in_row).order_by().values("pk")
            paths = SeenPath.objects.filter(path__icontains=word).order_by()
            queryset = queryset.filter(pk__in=rows.union(paths.values("capture__article")))
        return queryset, False

    def get_urls(self) -> list[URLPattern]:
        upload = self.admin_site.admin_view(partial(corrections.upload_view, self))
        preview = self.admin_site.admin_view(partial(corrections.preview_view, self))
        return [
            path("corrections/", upload, name="articles_article_corrections"),
            path("corrections/<int:key>/", preview, name="articles_article_corrections_preview"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Articles"} | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """Require the permission to delete: to withdraw is what the archive does instead."""
        return request.user.has_perm("articles.delete_article")

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> type[ArticleForm]:
        return ArticleForm

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return [(None, {"fields": [*FACTS, "tags"]})]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleArticleError:
            # Somebody else saved after this request had read the article. On a second try the
            # form notices that its version is out of date, says so and saves nothing.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Article:
        article: Article = form.apply(request.user.get_username())
        return article

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if form.message:
            obj.save()
        assert isinstance(request.user, User)
        # Its own entry in the history.
        form.cleaned_data["tags"].apply([obj.pk], request.user)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """After a choice among possible dates the page stays; *Save and next* opens the article
        that was next on the list when this one was opened."""
        key = request.POST.get("next", "")
        if CANDIDATE in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        if "_next" in request.POST and key.isdecimal():
            return HttpResponseRedirect(reviewqueue.address_of(int(key), request))
        return super().response_change(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save nothing more than ``save_model`` does."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return form.message

    def log_change(self, request: HttpRequest, obj: Article, message: Any) -> Any:
        """Add a change to the history, unless nothing was changed."""
        return super().log_change(request, obj, message) if message else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article: Article = context["original"]
        may_change = self.has_change_permission(request, article)
        lines, more = editpage.source_lines(article)
        reasons = Article.objects.filter(pk=article.pk).review_reasons()
        changes = article.machine_changes.all()
        before, following = (
            reviewqueue.around(article, request, self) if may_change else (None, None)
        )
        return super().render_change_form(
            request,
            context
            | {
                "title": "Article",
                "form": context["adminform"].form,
                "may_change": may_change,
                "tags": article.tags.all(),
                "may_withdraw": self.has_withdraw_permission(request),
                "takedown": takedownactions.last_of(article),
                "facts": editpage.fact_rows(
                    article, context["adminform"].form if may_change else None
                ),
                "candidates": [
                    (date, wording.date_words(date)) for date in article.published_candidates
                ],
                "previous_url": reviewqueue.address_of(before, request) if before else "",
                "next": following,
                "next_url": reviewqueue.address_of(following, request) if following else "",
                "review_reasons": reasons.get(article.pk, []),
                "source_lines": lines,
                "source_more": more,
                "other_captures": _captures(article).exclude(pk=article.capture_id),
                "paths": article.capture.paths.all(),
                "machine_changes": [_change_row(change) for change in changes[:CHANGES_SHOWN]],
                "machine_changes_total": changes.count(),
                "changelist_url": reverse("admin:articles_article_changelist"),
                "history_url": reverse("admin:articles_article_history", args=[article.pk]),
            },
            *args,
            **kwargs,
        )


def _captures(article: Article) -> QuerySet[Capture]:
    return article.captures.defer("compressed").prefetch_related("paths").order_by("-seen_at")


def _change_row(change: MachineChange) -> dict[str, Any]:
    old, new = wording.compared(FactChange(change.field, change.old, change.new))
    return {
        "at": change.at,
        "cause": wording.cause(change.cause),
        "rule": change.rule,
        "rule_name": named(change.rule),
        "fact": wording.label(change.field),
        "old": old,
        "new": new,
    }
