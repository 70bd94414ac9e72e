from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "newsarchive.operations"
    label = "operations"

    def ready(self) -> None:
        from articles.runs import task_ended
        from newsarchive.operations import databasechecks, journal  # noqa: F401 - it registers itself

        task_ended.connect(journal.note, dispatch_uid="newsarchive.operations.journal")
