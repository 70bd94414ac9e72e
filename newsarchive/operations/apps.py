from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "newsarchive.operations"
    label = "operations"

    def ready(self) -> None:
        from articles.models import articles_erased
        from articles.runs import task_ended
        from newsarchive.operations import databasechecks, journal, purging  # noqa: F401 - registers

        task_ended.connect(journal.note, dispatch_uid="newsarchive.operations.journal")
        articles_erased.connect(purging.enqueue, dispatch_uid="newsarchive.operations.purging")
