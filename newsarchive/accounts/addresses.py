"""Who answers for an address: which pages people sign in for, and which scope a token needs.

Every address of the site but those of Django admin has a row. To add an address, add its row: a
test fails without it, and until then a closed archive sends everybody to the sign-in page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from newsarchive.accounts.scopes import Scope


class Pages(Enum):
    """Addresses for people, who sign in with a session."""

    #: With LOGIN_REQUIRED, or where the view demands it, strangers go to the sign-in page.
    PAGE = "page"
    #: Strangers may see it in a closed archive too.
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Data:
    """An address for programs, which send a token of this scope; people may open it as well.

    Without either, a closed archive answers 401, never with a redirect. ``is_open``: strangers get
    an answer, and a token gets a fuller one. ``in_address``: the parameter ``token`` is taken too,
    for programs that can be given an address only. ``as_json``: errors are JSON.
    """

    scope: Scope
    is_open: bool = False
    in_address: bool = False
    as_json: bool = False


#: Each address by the name of its URL. Those of SECOND_FACTOR and OIDC_ISSUER, which sign people
#: in, have no row.
ADDRESSES: Final[dict[str, Pages | Data]] = {
    "search": Pages.PAGE,
    "search-help": Pages.PAGE,
    "article-short": Pages.PAGE,
    "article": Pages.PAGE,
    "compare": Pages.PAGE,
    "copies": Pages.PAGE,
    "archive": Pages.PAGE,
    "archive-year": Pages.PAGE,
    "archive-month": Pages.PAGE,
    "withdrawn": Pages.PAGE,
    "coverage": Pages.PAGE,
    "coverage-csv": Data(Scope.SEARCH),
    "names": Pages.PAGE,
    "names-csv": Data(Scope.SEARCH),
    "quotations": Pages.PAGE,
    "trends": Pages.PAGE,
    "trends-csv": Data(Scope.SEARCH),
    "trends-svg": Data(Scope.SEARCH),
    "outlets": Pages.PAGE,
    "outlet": Pages.PAGE,
    "tags": Pages.PAGE,
    "follow": Pages.PAGE,
    "receipt-page": Pages.PAGE,
    "selection": Pages.PAGE,
    "marked": Pages.PAGE,
    "marked-results": Pages.PAGE,
    "marked-state": Pages.PAGE,
    "marked-export": Data(Scope.SEARCH),
    "marked-receipt-page": Pages.PAGE,
    "marked-receipt": Data(Scope.SEARCH),
    "saved-searches": Pages.PAGE,
    "saved-search-save": Pages.PAGE,
    "saved-search-new": Pages.PAGE,
    "saved-search": Pages.PAGE,
    "unsubscribe": Pages.OPEN,
    "collections": Pages.PAGE,
    "collection": Pages.PAGE,
    "collection-edit": Pages.PAGE,
    "collection-dossier": Pages.PAGE,
    "collection-export": Data(Scope.SEARCH),
    "collection-receipt-page": Pages.PAGE,
    "collection-follow": Pages.PAGE,
    "collection-receipt": Data(Scope.SEARCH),
    "collection-atom": Data(Scope.FEED, in_address=True),
    "collection-json": Data(Scope.FEED, in_address=True),
    "article-tags": Pages.PAGE,
    "article-mentions": Pages.PAGE,
    "notes": Pages.PAGE,
    "note": Pages.PAGE,
    "add": Pages.PAGE,
    "upload": Pages.PAGE,
    "upload-progress": Pages.PAGE,
    "upload-article": Pages.PAGE,
    "api-captures": Data(Scope.ADD, as_json=True),
    "api-capture": Data(Scope.ADD, as_json=True),
    "cite": Data(Scope.SEARCH),
    "api-search": Data(Scope.SEARCH, as_json=True),
    "api-suggest": Data(Scope.SEARCH, as_json=True),
    "feed-atom": Data(Scope.FEED, in_address=True),
    "feed-json": Data(Scope.FEED, in_address=True),
    "export": Data(Scope.SEARCH),
    "corrections": Pages.PAGE,
    "receipt": Data(Scope.SEARCH),
    "sitemap": Pages.OPEN,
    "sitemap-page": Pages.OPEN,
    "opensearch": Pages.OPEN,
    "robots": Pages.OPEN,
    "healthz": Data(Scope.MONITOR, is_open=True, as_json=True),
    "readyz": Data(Scope.MONITOR, is_open=True, as_json=True),
    "metrics": Data(Scope.MONITOR),  # only with METRICS_FOLDER
    "status": Pages.PAGE,
    "security-txt": Pages.OPEN,
    "branding": Pages.OPEN,
    "logo": Pages.OPEN,
    "manifest": Pages.OPEN,
    "account": Pages.PAGE,
    "login": Pages.OPEN,
    "logout": Pages.PAGE,
    "password-change": Pages.PAGE,
    "password-link": Pages.OPEN,
    "tokens": Pages.PAGE,
    "token-revoke": Pages.PAGE,
    "people": Pages.PAGE,
    "person": Pages.PAGE,
}
