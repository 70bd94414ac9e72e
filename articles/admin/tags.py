"""Tags: people rename, merge and delete them, and give them to many articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.admin.beginning import begin
from articles.admin.confirmation import confirmation_page, confirmed_articles, is_confirmed
from articles.admin.onewriter import OneWriter
from articles.extraction.words.explanations import counted
from articles.models import ArticleQuerySet, Tag
from articles.models.tags import tag_key, tag_name, tags_called
from articles.tagging import names_in
from newsarchive.transactions import writing

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Tag]
    TagBase = forms.ModelForm[Tag]
else:
    Base = admin.ModelAdmin
    TagBase = forms.ModelForm


class TagForm(TagBase):
    """A tag's name, which no other tag has, or once had."""

    class Meta:
        model = Tag
        fields = ("name",)

    def clean_name(self) -> str:
        name = tag_name(self.cleaned_data["name"])
        other = Tag.objects.called(name)
        if other is not None and other.pk != self.instance.pk:
            raise ValidationError(f"{other} already has this name. To combine them, merge.")
        return name


class MergeForm(forms.Form):
    """The tag to merge into, one of those selected."""

    target = forms.ModelChoiceField(Tag.objects.none(), label="Merge into", empty_label=None)

    def __init__(self, *args: Any, chosen: QuerySet[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = chosen


class RetaggingForm(forms.Form):
    """Names of tags to give to articles, and to take away from them."""

    add = forms.CharField(
        required=False,
        label="Add tags",
        help_text="With commas between them. A name that is new becomes a new tag.",
    )
    remove = forms.CharField(required=False, label="Remove tags")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_add(self) -> list[str]:
        return names_in(self.cleaned_data["add"])

    def clean_remove(self) -> list[Tag]:
        names = names_in(self.cleaned_data["remove"])
        found = {name: Tag.objects.called(name) for name in names}
        if unknown := [name for name, tag in found.items() if tag is None]:
            raise ValidationError(f"There is no tag “{unknown[0]}”.")
        return [tag for tag in found.values() if tag is not None]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["add"] and not cleaned["remove"]:
            raise ValidationError("Name a tag to add or to remove.")
        if {*map(tag_key, cleaned.get("add", ()))} & {t.key for t in cleaned.get("remove", ())}:
            raise ValidationError("A tag cannot be both added and removed.")
        return cleaned


@admin.action(description="Add or remove tags…", permissions=["change"])
def change_tags(
    model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet
) -> HttpResponse | None:
    form = RetaggingForm(request.POST if is_confirmed(request) else None)
    if form.is_valid():
        add, remove = tags_called(form.cleaned_data["add"]), form.cleaned_data["remove"]
        parameters = {"add": [tag.pk for tag in add], "remove": [tag.pk for tag in remove]}
        return begin("tag", request, confirmed_articles(request, queryset), parameters)
    return confirmation_page(
        model_admin,
        request,
        "admin/articles/article/tags.html",
        title="Add or remove tags",
        form=form,
        total=queryset.count(),
    )


@admin.register(Tag)
class TagAdmin(OneWriter, Base):
    form = TagForm
    list_display = ("name", "article_count", "also")
    search_fields = ("name", "aliases__key")
    fields = ("name", "also")
    readonly_fields = ("also",)
    actions = ("merge",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        tags = super().get_queryset(request).prefetch_related("aliases")
        return tags.annotate(tagged=Count("articles", distinct=True))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Tags"} | (extra_context or {}))

    @admin.display(description="articles", ordering="tagged")
    def article_count(self, tag: Tag) -> int:
        return int(getattr(tag, "tagged", 0))

    @admin.display(description="former names", empty_value="–")
    def also(self, tag: Tag) -> str | None:
        return ", ".join(alias.key for alias in tag.aliases.all()) if tag.pk else None

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        # Tags are deleted one at a time: so their articles are indexed again.
        actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What a deletion takes along: former names, and its place at articles, which stay. No
        further permission is needed for either."""
        shown = [f"{tag} of {counted(tag.articles.count(), 'article')}" for tag in objs]
        return shown, {"tags": len(shown)}, set(), []

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Require the permissions to change and to delete tags: a merge does both."""
        return self.has_change_permission(request) and self.has_delete_permission(request)

    @admin.action(description="Merge…", permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Tag]) -> HttpResponse | None:
        chosen = queryset.annotate(size=Count("articles", distinct=True)).order_by("-size", "key")
        if len(chosen) < 2:
            self.message_user(request, "Select the tags that are to become one.", "warning")
            return None
        confirmed = is_confirmed(request)
        form = MergeForm(request.POST if confirmed else None, chosen=chosen, label_suffix="")
        if confirmed and form.is_valid():
            target = form.cleaned_data["target"]
            _merge(request, [tag for tag in chosen if tag != target], target)
            articles = counted(target.articles.count(), "article")
            self.message_user(request, f"Merged into {target}, which has {articles} now.")
            return None
        return TemplateResponse(
            request,
            "admin/articles/tag/merge.html",
            {
                **self.admin_site.each_context(request),
                "title": "Merge tags",
                "opts": self.opts,
                "form": form,
                "chosen": chosen,
                "hidden": {"action": "merge", "select_across": "0", "confirmed": "yes"},
                "selected": [tag.pk for tag in chosen],
                "checkbox_name": ACTION_CHECKBOX_NAME,
            },
        )


def _merge(request: HttpRequest, sources: list[Tag], target: Tag) -> None:
    """Merge tags, and write it into the histories of both."""
    user = request.user.pk or 0
    for source in sources:
        with writing():
            LogEntry.objects.log_actions(
                user, [source], DELETION, f"Merged into {target}.", single_object=True
            )
            moved = source.merge_into(target)
            words = f"Merged {source.name} into this tag; its articles: {moved}."
            LogEntry.objects.log_actions(user, [target], CHANGE, words, single_object=True)
