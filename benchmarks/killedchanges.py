"""The changes posted by a browser that ``benchmarks/kills.py`` kills."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.killedcommands import READS
from benchmarks.killpreparations import OLD, failures, set_before, table, wrong_facts

if TYPE_CHECKING:
    from benchmarks.killedarchive import Server

Fields = Sequence[tuple[str, str]]
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Change:
    """A change in the browser. ``request`` makes its address and form, up to the last click.

    It is one transaction, but for ``is_bulk``: a worker process finishes it. ``learns``: it decides
    on recurring lines, and `manage.py learn` finishes it.
    """

    name: str
    request: Callable[[Server], tuple[str, Fields]]
    prepare: Callable[[], object] | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    is_bulk: bool = False
    learns: bool = False


ARTICLES, OUTLETS = "/admin/articles/article/", "/admin/articles/outlet/"
RUNS = "/admin/articles/ingestrun/"
TAGS = "/admin/articles/tag/"
RULINGS, LINES = "/admin/articles/ruling/", "/admin/articles/learntline/"
USERS, GROUPS, TOKENS = "/admin/auth/user/", "/admin/auth/group/", "/admin/accounts/token/"


def form(page: str, name: str) -> Pairs:
    """The fields, as filled in, of the form of a page that has a field of this name."""
    import lxml.html

    for each in lxml.html.fromstring(page).forms:
        fields = [pair for pair in each.form_values() if pair[0] != "csrfmiddlewaretoken"]
        if name in each.fields:
            return [(key, value or "") for key, value in fields]
    raise LookupError(f"no form with {name}: {re.sub('<[^>]+>|[ ]+', ' ', page)[:600]}")


def changed(fields: Fields, /, **values: str) -> Pairs:
    return [pair for pair in fields if pair[0] not in values] + list(values.items())


def _selected(server: Server, address: str, action: str, *, across: bool, texts: Sequence[str] = (),
              ) -> tuple[str, Pairs]:  # fmt: skip
    """An action on the rows of a list: all, or the first one, or those that show these texts."""
    page = server.get(address)
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    found = [re.search(r'name="_selected_action" value="(\d+)"', row) for row in rows]
    keys = [
        key[1] for key, row in zip(found, rows, strict=True)
        if key and (not texts or any(text in row for text in texts))
    ]  # fmt: skip
    keys = keys if texts else keys[:1]
    fields = [("action", action), ("select_across", "1" if across else "0"), ("index", "0")]
    return address, fields + [("_selected_action", key) for key in keys]


def direct(address: str, action: str, *, across: bool = True, texts: Sequence[str] = (),
           ) -> Callable[[Server], tuple[str, Fields]]:  # fmt: skip
    """An action that needs no confirmation."""
    return lambda server: _selected(server, address, action, across=across, texts=texts)


def confirmed(address: str, action: str, *, across: bool = True, texts: Sequence[str] = (),
              has: str = "confirmed", values: Mapping[str, str] | None = None,
              ) -> Callable[[Server], tuple[str, Fields]]:  # fmt: skip
    """An action whose page asks for confirmation."""

    def request(server: Server) -> tuple[str, Fields]:
        page = server.page_after(*_selected(server, address, action, across=across, texts=texts))
        return address, changed(form(page, has), **(values or {}))

    return request


def set_fact(action: str, value: str) -> Callable[[Server], tuple[str, Fields]]:
    def request(server: Server) -> tuple[str, Fields]:
        address, fields = _selected(server, ARTICLES, action, across=True)
        page = server.page_after(address, fields)
        page = server.page_after(address, changed(form(page, "value"), value=value))
        return address, form(page, "confirmed")

    return request


def saved(address: str, has: str, /, **values: str) -> Callable[[Server], tuple[str, Fields]]:
    """The form of a page, with other values."""
    return lambda server: (address, changed(form(server.get(address), has), **values))


def posted(address: str, /, **values: str) -> Callable[[Server], tuple[str, Fields]]:
    return lambda server: (address, list(values.items()))


def _empty_outlet(server: Server) -> tuple[str, Fields]:
    _, fields = _selected(server, OUTLETS, "", across=False, texts=("Empty Gazette",))
    return f"{OUTLETS}{dict(fields)['_selected_action']}/delete/", [("post", "yes")]


def _second(path: str) -> str:
    return f"{path}2/change/"


def _unpinned(server: Server) -> tuple[str, Fields]:
    address, fields = _selected(server, ARTICLES, "unpin", across=True)
    page = server.page_after(address, fields)
    page = server.page_after(address, changed(form(page, "as_of"), facts="headline"))
    return address, form(page, "confirmed")


_merge = confirmed(OUTLETS, "merge", across=False, texts=("/outlet/1/", "/outlet/2/"),
                   has="target", values={"target": "1"})  # fmt: skip


def _unmerged(server: Server) -> tuple[str, Fields]:
    server.post(*_merge(server))
    return _selected(server, OUTLETS, "unmerge", across=False, texts=("/outlet/1/",))


WHY = {"reason": "A court ordered it", "case": "7", "typed": "7"}
NEW = "a new password of 2026"
CHANGES = [
    Change("article.change", saved(f"{ARTICLES}11/change/", "version", headline="By hand")),
    Change("article.change, un-pin",
           saved(f"{ARTICLES}1/change/", "version", unpin_headline="on")),
    Change("article.set_outlet", set_fact("set_outlet", "1"), is_bulk=True),
    Change("article.set_date", set_fact("set_date", "2020-03"), is_bulk=True),
    Change("article.mark_reviewed", confirmed(ARTICLES, "mark_reviewed"), is_bulk=True),
    Change("article.mark_unreviewed", direct(ARTICLES, "mark_unreviewed"), is_bulk=True),
    Change("article.extract_again", confirmed(ARTICLES, "extract_again"), wrong_facts,
           is_bulk=True),
    Change("article.withdraw", confirmed(ARTICLES, "withdraw", values={"reason": "Asked for"}),
           is_bulk=True),
    Change("article.erase", confirmed(ARTICLES, "erase", values=WHY), is_bulk=True),
    Change("article.unpin", _unpinned, is_bulk=True),
    Change("article.change, by a table", posted(f"{ARTICLES}corrections/1/", apply="Apply"), table,
           is_bulk=True),
    Change("article.change, undo", posted("/admin/articles/bulkchange/1/change/", undo="Undo"),
           set_before, is_bulk=True),
    Change("article.restore", direct(ARTICLES, "restore"), is_bulk=True),
    Change("article.change_tags",
           confirmed(ARTICLES, "change_tags", has="add", values={"add": "storm", "remove": "port"}),
           is_bulk=True),
    Change("tag.add", posted(f"{TAGS}add/", name="added")),
    Change("tag.change", saved(f"{TAGS}1/change/", "name", name="renamed")),
    Change("tag.delete", posted(f"{TAGS}2/delete/", post="yes")),
    Change("tag.merge",
           confirmed(TAGS, "merge", across=False, texts=("harbour", "port"), has="target",
                     values={"target": "1"})),
    Change("outlet.add", posted(f"{OUTLETS}add/", name="Added Gazette")),
    Change("outlet.change", saved(f"{OUTLETS}1/change/", "name", name="Renamed Gazette")),
    Change("outlet.delete", _empty_outlet),
    Change("outlet.confirm", direct(OUTLETS, "confirm")),
    Change("outlet.merge", _merge, learns=True),
    Change("outlet.unmerge", _unmerged, learns=True),
    Change("ingestrun.undo", confirmed(RUNS, "undo"), is_bulk=True),
    Change("ruling.add",
           posted(f"{RULINGS}add/", outlet="2", line="Read this too", verdict="furniture"),
           learns=True),
    Change("ruling.change", saved(f"{RULINGS}1/change/", "line", verdict="story"), learns=True),
    Change("ruling.delete", posted(f"{RULINGS}1/delete/", post="yes"), learns=True),
    Change("ruling.delete_selected", confirmed(RULINGS, "delete_selected", has="post"),
           learns=True),
    Change("learntline.refuse", direct(LINES, "refuse"), learns=True),
    Change("learntline.confirm", direct(LINES, "confirm"), learns=True),
    Change("learntline.let_go", direct(LINES, "let_go"), learns=True),
    Change("user.add",
           posted(f"{USERS}add/", username="nina", usable_password="true", password1=NEW,
                  password2=NEW)),
    Change("user.change", saved(_second(USERS), "username", first_name="Carl", _save="Save")),
    Change("user.delete", posted(f"{USERS}2/delete/", post="yes")),
    Change("user.delete_selected",
           confirmed(USERS, "delete_selected", across=False, texts=("carl", "rita"), has="post")),
    Change("group.add", posted(f"{GROUPS}add/", name="friends", permissions="1")),
    Change("group.change", saved(_second(GROUPS), "name", name="another name")),
    Change("group.delete", posted(f"{GROUPS}2/delete/", post="yes")),
    Change("group.delete_selected", confirmed(GROUPS, "delete_selected", has="post")),
    Change("token.delete", posted(f"{TOKENS}2/delete/", post="yes")),
    Change("token.delete_selected", confirmed(TOKENS, "delete_selected", has="post")),
    Change("password-change",
           posted("/accounts/password/", old_password=OLD, new_password1=NEW,
                  new_password2=NEW)),
    Change("tokens", posted("/accounts/tokens/", label="a program", scopes="search")),
    Change("token-revoke", posted("/accounts/tokens/1/revoke")),
    Change("people",
           posted("/accounts/people/", username="nina", first_name="Nina", last_name="N",
                  email="n@example.org", role="curator")),
    Change("person: role", posted("/accounts/people/3/", act="role", role="reader")),
    Change("person: link", posted("/accounts/people/3/", act="link")),
    Change("person: close", posted("/accounts/people/3/", act="close")),
    Change("person: reopen", posted("/accounts/people/3/", act="reopen")),
    Change("person: unlock", posted("/accounts/people/3/", act="unlock"), failures),
    Change("person: revoke", posted("/accounts/people/3/", act="revoke", token="2")),
]  # fmt: skip

#: Changes that are not killed, each with the reason.
NOT_CHANGED = {
    "account": READS,
    **dict.fromkeys(
        ("article.download", "article.download_with_texts", "takedown.download"), READS
    ),
    "login": "It makes a session.",
    "logout": "It ends a session.",
    "password-link": "What it stores is one row, as for password-change.",
    "person: factor": "It deletes one row; off by default.",
}
