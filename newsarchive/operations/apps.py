from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "newsarchive.operations"
    label = "operations"

    def ready(self) -> None:
        from articles.runs import task_ended
        from newsarchive.operations import journal

        task_ended.connect(journal.note, dispatch_uid="newsarchive.operations.journal")
