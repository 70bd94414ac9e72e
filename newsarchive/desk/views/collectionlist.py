"""The collections of a person, and new ones."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.extraction.words.explanations import counted
from newsarchive.desk.collecting import add_articles, create
from newsarchive.desk.forms import TitleForm
from newsarchive.desk.markedlist import AccountList, Order
from newsarchive.desk.models import Collection

#: Collections of others that the page lists.
_MOST_SHARED = 100


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def collections(request: HttpRequest) -> HttpResponse:
    """List the person's collections and those shared with editors. A POST makes a collection, or
    puts the marked list into one."""
    assert isinstance(request.user, User)
    form = TitleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        marked = AccountList(request.user).keys(Order.of(request.POST.get("order")))
        keys = marked if "marked" in request.POST else []
        if "into" in request.POST:
            found = get_object_or_404(request.user.collections, key=request.POST["into"])
            done = add_articles(found, keys)
            sentence = f"{counted(done.added, 'article')} added to “{found}”."
            if done.left_out:
                sentence += f" It is full: {counted(done.left_out, 'article')} did not fit."
            messages.success(request, sentence)
            return redirect(found)
        if form.is_valid():
            made, _ = create(request.user, form.cleaned_data["title"], keys)
            return redirect("collection-edit", made.key)
    others = Collection.objects.seen_by(request.user).exclude(owner=request.user)
    context = {
        "form": form,
        "own": _counted(request.user.collections.all()),
        "shared": _counted(others.filter(visible_to=Collection.Readers.EDITORS))[:_MOST_SHARED],
    }
    return render(request, "desk/collections.html", context)


def _counted(collections: QuerySet[Collection]) -> QuerySet[Collection]:
    shown = Q(entries__article__isnull=False, entries__article__withdrawn_at=None)
    return collections.select_related("owner").annotate(articles=Count("entries", filter=shown))
