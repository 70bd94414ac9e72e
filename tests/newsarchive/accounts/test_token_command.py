"""`manage.py token` for operators, in a process of its own and with what it prints."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from newsarchive.accounts.models import Token
from newsarchive.accounts.roles import Role
from newsarchive.accounts.scopes import Scope
from tests.archive import Archive
from tests.newsarchive.accounts.conftest import MakePerson

pytestmark = pytest.mark.django_db


def token(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("token", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_token_is_made_and_only_its_secret_is_printed(make_person: MakePerson) -> None:
    make_person("rita")
    out, err = token("create", "rita", "--scope", "search", "--scope", "feed", "--label", "cron")
    found = Token.objects.of_secret(out.strip())
    assert found is not None
    assert (found.label, found.scopes) == ("cron", [Scope.SEARCH, Scope.FEED])
    assert f"This is token {found.pk} of rita. It is not shown again." in err


def test_tokens_are_listed_and_revoked(make_person: MakePerson) -> None:
    make_person("rita")
    make_person("otto")
    token("create", "rita", "--scope", "search", "--label", "hers")
    token("create", "otto", "--scope", "feed", "--label", "his")
    assert [line.split()[1] for line in token("list")[0].splitlines()] == ["rita", "otto"]
    (line,) = token("list", "otto")[0].splitlines()
    assert "feed  made 20" in line and "never used  his" in line
    token("revoke", line.split()[0])
    assert token("list", "otto")[0] == ""


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("create", "nobody", "--scope", "search"), "There is no account 'nobody'. Invite"),
        (("create", "gone", "--scope", "search"), "The account 'gone' is closed"),
        (("create", "rita", "--scope", "monitor"), "rita may not use the scope “monitor”"),
        (("create", "rita", "--scope", "everything"), "invalid choice: 'everything'"),
        (("create", "rita"), "required: --scope"),
        (("revoke", "99"), "There is no token 99"),
        (("list", "nobody"), "There is no account 'nobody'"),
    ],
)
def test_what_is_wrong_is_said(
    make_person: MakePerson, arguments: tuple[str, ...], problem: str
) -> None:
    make_person("rita")
    make_person("gone", Role.EDITOR, is_active=False)
    with pytest.raises(CommandError, match=problem):
        token(*arguments)
    assert Token.objects.count() == 0


@pytest.mark.slow
def test_a_database_without_tables_is_one_sentence(empty_archive: Archive) -> None:
    import subprocess
    import sys

    from tests.paths import ROOT

    done = subprocess.run(
        [sys.executable, "manage.py", "token", "list"],
        cwd=ROOT,
        env=empty_archive.environment | {"DATABASE_URL": f"sqlite:///{empty_archive.folder}/no"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "If it is new, run `manage.py migrate`." in done.stderr
    assert "Traceback" not in done.stderr
