"""`manage.py drain`, `reindex` and `check`."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from articles.models import Article
from search.engines import get_engine
from search.engines.base import EngineUnavailable, State, Status
from search.index import draining, outbox
from search.index.checks import check_index
from search.index.differences import differences
from search.models import OutboxEntry
from search.query.clauses import Query
from tests.conftest import damage

pytestmark = pytest.mark.django_db(transaction=True)
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def behind(seeds: object) -> Article:
    """An article with a change that has not been drained."""
    article = Article.objects.order_by("pk")[3]
    with mock.patch.object(outbox, "drain"):
        article.headline = "Changed"
        article.save()
    return article


class TestDrain:
    def test_it_settles_waiting_changes(self, behind: Article, capsys: Captured) -> None:
        call_command("drain")
        assert not OutboxEntry.objects.exists()
        assert "Changes indexed: 1." in capsys.readouterr().err

    def test_a_change_that_comes_meanwhile_is_no_failure(self, behind: Article) -> None:
        def drain(wait: float) -> int:
            settled = draining.drain(wait=wait)
            OutboxEntry.objects.create(article_id=behind.pk)
            return settled

        with mock.patch("search.management.commands.drain.drain", drain):
            call_command("drain")

    def test_it_says_so_when_another_process_writes(self, behind: Article) -> None:
        with (
            get_engine().writing(),
            mock.patch("search.management.commands.drain.drain"),
            pytest.raises(CommandError, match="another process is writing"),
        ):
            call_command("drain")

    def test_again_and_again_it_goes_on_whatever_happens(
        self, behind: Article, capsys: Captured
    ) -> None:
        gone = EngineUnavailable("The index is gone.", "Run `manage.py reindex`.")
        after = iter((gone, 0, KeyboardInterrupt))

        def drain(wait: float) -> int:
            """Drain at first; then what comes next."""
            if OutboxEntry.objects.exists():
                return draining.drain(wait=wait)
            match next(after):
                case int(settled):
                    return settled
                case error:
                    raise error

        place = "search.management.commands.drain"
        with (
            mock.patch(f"{place}.drain", drain),
            mock.patch(f"{place}.time.sleep") as sleep,
            pytest.raises(KeyboardInterrupt),
        ):
            call_command("drain", "--every", "0.5")
        assert sleep.mock_calls == [mock.call(0.5)] * 3
        assert not OutboxEntry.objects.exists()
        assert capsys.readouterr().err.splitlines() == ["Changes indexed: 1.", str(gone)]


class TestReindex:
    def test_check_is_silent_about_an_index_in_step(self, seeds: object, capsys: Captured) -> None:
        call_command("reindex", "--check")
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "up to date" in captured.err

    def test_check_names_what_differs_and_exits_with_one(
        self, behind: Article, capsys: Captured
    ) -> None:
        extra = Article.objects.order_by("pk")[1]
        with mock.patch.object(outbox, "drain"):
            Article.objects.filter(pk=extra.pk).update(withdrawn_at="2020-03-04T00:00Z")
        with pytest.raises(SystemExit) as stopped:
            call_command("reindex", "--check")
        assert stopped.value.code == 1
        out = capsys.readouterr().out
        assert f"outdated: {behind.pk}" in out
        assert f"extra: {extra.pk}" in out

    @pytest.mark.parametrize(
        ("waits", "command"),
        [(True, "drain"), (False, "reindex")],
        ids=["changes wait", "nothing waits"],
    )
    def test_check_names_the_command_to_run(
        self, behind: Article, capsys: Captured, waits: bool, command: str
    ) -> None:
        if not waits:
            OutboxEntry.objects.all().delete()
        with pytest.raises(SystemExit):
            call_command("reindex", "--check")
        assert f"run `manage.py {command}`" in capsys.readouterr().err
        call_command(command)
        call_command("reindex", "--check")

    def test_it_rebuilds_the_index(self, behind: Article, index_folder: Path) -> None:
        damage(index_folder)
        call_command("reindex")
        assert get_engine().search(Query(), size=0).total == 5
        assert not any(differences().values())

    @pytest.mark.parametrize("wrong", ["missing", "garbage", "behind"])
    def test_if_needed_repairs_the_index(
        self, seeds: object, index_folder: Path, wrong: str
    ) -> None:
        if wrong == "missing":
            shutil.rmtree(index_folder)
        elif wrong == "garbage":
            damage(index_folder)
        else:
            get_engine().update([], [Article.objects.order_by("pk")[0].pk])
        call_command("reindex", "--if-needed")
        assert not any(differences().values())

    def test_if_needed_leaves_a_good_index_alone(self, seeds: object, capsys: Captured) -> None:
        call_command("reindex", "--if-needed")
        assert "up to date" in capsys.readouterr().err

    def test_an_index_folder_that_cannot_be_written_is_one_clear_sentence(
        self, seeds: object, settings: Settings, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("in the way")
        settings.SEARCH_URL = f"whoosh://{tmp_path}/file/index"
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("reindex")


class TestChecks:
    def ids(self) -> list[str | None]:
        return [message.id for message in check_index(None, databases=["default"])]

    def test_silent_while_all_is_well(self, seeds: object) -> None:
        assert self.ids() == []

    def test_silent_about_an_archive_without_articles(self) -> None:
        assert self.ids() == []

    def test_silent_before_migrate(self) -> None:
        with mock.patch("django.db.connection.introspection.table_names", return_value=[]):
            assert self.ids() == []

    def test_a_missing_index(self, seeds: object, index_folder: Path) -> None:
        shutil.rmtree(index_folder)
        assert self.ids() == ["search.W001"]

    def test_an_index_that_is_not_ready_has_the_remedy_of_its_engine(self, seeds: object) -> None:
        status = Status(State.OUTDATED, 0, "It is of yesterday.", "Wait for tomorrow.")
        with mock.patch.object(type(get_engine()), "status", return_value=status):
            (message,) = check_index(None, databases=["default"])
        assert (message.id, message.msg, message.hint) == (
            "search.W001", status.problem, status.remedy
        )  # fmt: skip

    def test_waiting_changes(self, behind: Article) -> None:
        assert self.ids() == ["search.W003"]

    def test_an_unknown_engine(self, settings: Settings) -> None:
        settings.SEARCH_URL = "solr://localhost"
        assert self.ids() == ["search.E001"]
