"""Every address of the site with who may see it, for `test_addresses`.

The addresses come from the URLconf; the tables here say what is expected of each. Whoever adds an
address adds a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from newsarchive.accounts.roles import ADD_ARTICLES, MANAGE_PEOPLE, MONITOR
from newsarchive.uploads.views.uploads import VIEW_ALL

#: Who may see an address. Everything else is the name of a permission.
OPEN = "everybody, also in a closed archive"
PUBLIC = "everybody; in a closed archive those with an account"
ACCOUNT = "those with an account"
STAFF = "those who may open admin"
NOBODY = "nobody"


@dataclass(frozen=True)
class Address:
    """``path`` is an example; words in braces stand for what the archive of the test contains.

    ``status`` is that of GET for those who may see it, ``methods`` what else is answered, with its
    status without a form's token. ``scope`` is what the token of a program needs here; without
    one, strangers get 401 and not a page to log in. Elsewhere a token has no effect.
    """

    path: str
    access: str = PUBLIC
    status: int = 200
    methods: tuple[tuple[str, int], ...] = ()
    scope: str = ""


#: By the name of the URL, all but those of admin.
PAGES: Final[dict[str, Address]] = {
    "search": Address("/?q=harbour", methods=(("POST", 303),)),
    "search-help": Address("/search/help"),
    "article-short": Address("/articles/{article}/", status=302),
    "cite": Address("/articles/{article}/cite.bib", scope="search"),
    "article": Address("/articles/{article}/{slug}/"),
    "compare": Address("/articles/{article}/compare/{copy}/"),
    "copies": Address("/copies/{article}/"),
    "archive": Address("/archive/"),
    "archive-year": Address("/archive/2020/"),
    "archive-month": Address("/archive/2020/03/"),
    "coverage": Address("/coverage/"),
    "coverage-csv": Address("/coverage.csv", scope="search"),
    "names": Address("/names/?q=harbour"),
    "names-csv": Address("/names.csv?q=harbour", scope="search"),
    "quotations": Address("/quotations/?speaker=Anna+Weil"),
    "trends": Address("/trends/?line=q%3Dharbour"),
    "trends-csv": Address("/trends.csv?line=q%3Dharbour", scope="search"),
    "trends-svg": Address("/trends.svg?line=q%3Dharbour", scope="search"),
    # Readers learn nothing of it unless the operator lets them.
    "withdrawn": Address("/withdrawn/", NOBODY),
    "corrections": Address("/corrections.csv?q=harbour", "articles.change_article"),
    "outlets": Address("/outlets/"),
    "outlet": Address("/outlets/{outlet}/"),
    "tags": Address("/tags/"),
    "api-search": Address("/api/search?q=harbour", scope="search"),
    "api-suggest": Address("/api/suggest?q=har", scope="search"),
    "feed-atom": Address("/feed.atom", scope="feed"),
    "feed-json": Address("/feed.json", scope="feed"),
    "follow": Address("/follow/?q=harbour"),
    "receipt-page": Address("/receipt/?q=harbour"),
    "selection": Address("/selection/?id={article}"),
    "export": Address("/export.csv?q=harbour", scope="search"),
    "receipt": Address("/receipt.json?q=harbour", scope="search"),
    # What a page of the site sends is recognised by where it comes from, not by a token.
    "marked": Address("/marked/", methods=(("POST", 403),)),
    "marked-results": Address("/marked/results", NOBODY),
    "marked-state": Address("/marked/state.json"),
    "marked-export": Address("/marked/export.csv", scope="search"),
    "marked-receipt-page": Address("/marked/receipt/"),
    "marked-receipt": Address("/marked/receipt.json", scope="search"),
    "saved-searches": Address("/searches/", ACCOUNT, methods=(("POST", 403),)),
    "saved-search-save": Address("/searches/save", ACCOUNT, status=302, methods=(("POST", 403),)),
    "saved-search-new": Address("/searches/new?q=harbour", ACCOUNT),
    # Only its owner sees a saved search.
    "saved-search": Address("/searches/{search}/", NOBODY),
    # A program of mail sends it, which knows only the address.
    "unsubscribe": Address("{unsubscribe}", OPEN, methods=(("POST", 200),)),
    "collections": Address("/collections/", ACCOUNT, methods=(("POST", 403),)),
    "collection": Address("/collections/{collection}/"),
    # Only its owner edits a collection.
    "collection-edit": Address("/collections/{collection}/edit", NOBODY),
    "collection-dossier": Address("/collections/{collection}/dossier"),
    "collection-export": Address("/collections/{collection}/export.csv", scope="search"),
    "collection-receipt-page": Address("/collections/{collection}/receipt/"),
    "collection-follow": Address("/collections/{collection}/follow/"),
    "collection-receipt": Address("/collections/{collection}/receipt.json", scope="search"),
    "collection-atom": Address("/collections/{collection}/feed.atom", scope="feed"),
    "collection-json": Address("/collections/{collection}/feed.json", scope="feed"),
    "article-tags": Address(
        "/articles/{article}/tags",
        "articles.change_article",
        status=405,
        methods=(("POST", 403),),
    ),
    "article-mentions": Address(
        "/articles/{article}/mentions",
        "articles.change_article",
        status=405,
        methods=(("POST", 403),),
    ),
    "notes": Address("/notes/", ACCOUNT, methods=(("POST", 403),)),
    # Only its owner opens a note.
    "note": Address("/notes/{desk_passagenote}/", NOBODY),
    "opensearch": Address("/opensearch.xml", OPEN),
    # Robots are kept out of an archive unless it is opened to them.
    "sitemap": Address("/sitemap.xml", NOBODY),
    "sitemap-page": Address("/sitemap-1.xml", NOBODY),
    "robots": Address("/robots.txt", OPEN),
    "healthz": Address("/healthz", OPEN, scope="monitor"),
    "readyz": Address("/readyz", OPEN, scope="monitor"),
    "metrics": Address("/metrics", MONITOR, scope="monitor"),
    "security-txt": Address("/.well-known/security.txt", OPEN),
    "branding": Address("/branding.css", NOBODY),
    "logo": Address("/logo", NOBODY),
    "manifest": Address("/archive.webmanifest", OPEN),
    "account": Address("/accounts/", ACCOUNT),
    "login": Address("/accounts/login/", OPEN, methods=(("POST", 403),)),
    "logout": Address("/accounts/logout/", NOBODY),
    "password-change": Address("/accounts/password/", ACCOUNT, methods=(("POST", 403),)),
    "password-link": Address("/accounts/link/MQ/x-y/", OPEN, methods=(("POST", 403),)),
    "tokens": Address("/accounts/tokens/", ACCOUNT, methods=(("POST", 403),)),
    "token-revoke": Address("/accounts/tokens/{accounts_token}/revoke", NOBODY),
    "people": Address("/accounts/people/", MANAGE_PEOPLE, methods=(("POST", 403),)),
    "person": Address("/accounts/people/{user}/", MANAGE_PEOPLE, methods=(("POST", 403),)),
    "status": Address("/admin/status/", MONITOR),
    # Programs alone may send captures; a browser's cookie does not count.
    "api-captures": Address(
        "/api/captures", NOBODY, status=405, methods=(("POST", 202),), scope="add"
    ),
    "api-capture": Address("/api/captures/{upload}", NOBODY, status=404, scope="add"),
    "add": Address("/add/", ADD_ARTICLES, methods=(("POST", 403),)),
    # Their own uploads are for those who may add; all of them only for superusers.
    "upload": Address("/add/{upload}/", VIEW_ALL, methods=(("POST", 403),)),
    "upload-progress": Address("/add/{upload}/progress", VIEW_ALL),
    "upload-article": Address("/add/{upload}/0/", VIEW_ALL, methods=(("POST", 403),)),
}

#: The pages of admin that are not one of a model's.
ADMIN_PAGES: Final[dict[str, Address]] = {
    "admin:index": Address("/admin/", STAFF),
    "admin:login": Address("/admin/login/", OPEN, status=302),
    "admin:logout": Address("/admin/logout/", NOBODY),
    "admin:password_change": Address("/admin/password_change/", STAFF, status=302),
    "admin:password_change_done": Address("/admin/password_change/done/", STAFF),
    "admin:autocomplete": Address("/admin/autocomplete/", NOBODY),
    "admin:jsi18n": Address("/admin/jsi18n/", STAFF),
    "admin:view_on_site": Address(
        "/admin/r/{article_type}/{article_key}/", "articles.view_article", status=302
    ),
    "admin:app_list": Address("/admin/articles/", "articles.view_article"),
    "admin:auth_user_password_change": Address(
        "/admin/auth/user/{user}/password/", "auth.change_user"
    ),
    "admin:articles_article_corrections": Address(
        "/admin/articles/article/corrections/", "articles.change_article", methods=(("POST", 403),)
    ),
    # Only its own person sees a draft.
    "admin:articles_article_corrections_preview": Address(
        "/admin/articles/article/corrections/{articles_bulkchange}/", NOBODY
    ),
    "admin:articles_bulkchange_progress": Address(
        "/admin/articles/bulkchange/{articles_bulkchange}/progress", "articles.view_bulkchange"
    ),
    # An outlet with articles cannot be deleted: its own page says so.
    "admin:articles_outlet_delete": Address(
        "/admin/articles/outlet/{articles_outlet}/delete/", "articles.delete_outlet", status=302
    ),
    "admin:(?P<url>.*)$": Address("/admin/no/such/page/", NOBODY),
}

#: The permission that each page of a model needs.
MODEL_PAGES: Final = {
    "changelist": "view",
    "add": "add",
    "history": "view",
    "delete": "delete",
    "change": "view",
    # An address of earlier Djangos, which redirects to the page of the object whatever it is.
    "": "",
}

#: Every model in admin, with the pages that nobody may open, not even a superuser.
MODELS: Final[dict[str, tuple[str, ...]]] = {
    "auth_group": (),
    "auth_user": (),
    "accounts_token": ("add",),
    "articles_article": ("add", "delete"),
    "articles_bulkchange": ("add", "delete"),
    "articles_capture": ("add", "delete"),
    "articles_ingestrun": ("add", "delete"),
    "articles_learntline": ("add", "delete"),
    "articles_machinechange": ("add", "delete"),
    "articles_outlet": (),
    "articles_ruling": (),
    "articles_snapshot": ("add", "delete"),
    "articles_tag": (),
    "articles_takedown": ("add", "delete"),
}


#: The addresses that an ordinary run tries; with ``--slow``, tests try all of them.
QUICK: Final = (
    *("search", "article", "api-search", "export", "feed-atom", "login", "add", "upload"),
    *("admin:articles_article_changelist", "admin:articles_article_change"),
)


def registered() -> set[str]:
    """The models in admin, as in the names of their addresses."""
    return {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}


def names() -> list[str]:
    """Every name in the URLconf. An address without a name has its route in the place of it."""
    return [name for name, _ in walked(get_resolver())]


def walked(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of each address."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            prefix = str(pattern.pattern)
            for name, route in walked(pattern, inner):
                yield (_placed(name, inner, prefix), prefix + route)
        elif isinstance(pattern, URLPattern):
            route = str(pattern.pattern)
            yield space + (pattern.name or route), route


def _placed(name: str, space: str, prefix: str) -> str:
    """The object's old address has no name; its route begins with that of its model."""
    if not name.endswith("<path:object_id>/"):
        return name
    return f"{space}{prefix.strip('/').replace('/', '_')}_"


def address_of(name: str) -> Address | None:
    """The row of an address, None if it has none."""
    if name in PAGES or name in ADMIN_PAGES:
        return (PAGES | ADMIN_PAGES)[name]
    found = re.fullmatch(r"admin:(\w+?_[a-z]+)_(\w*)", name)
    if found is None or found[1] not in MODELS or found[2] not in MODEL_PAGES:
        return None
    model, page = found.groups()
    app, _, kind = model.partition("_")
    place = f"/admin/{app}/{kind}/"
    if page in ("history", "delete", "change", ""):
        place += f"{{{model}}}/"
    place += f"{page}/" if page not in ("changelist", "") else ""
    if page in MODELS[model]:
        return Address(place, NOBODY)
    if not MODEL_PAGES[page]:
        return Address(place, STAFF, status=302)
    return Address(place, f"{app}.{MODEL_PAGES[page]}_{kind}")
