from django.apps import AppConfig
from django.conf import settings


class WatchingConfig(AppConfig):
    name = "newsarchive.watching"

    def ready(self) -> None:
        if settings.METRICS_FOLDER:
            from articles.runs import task_ended
            from newsarchive.watching import metrics

            task_ended.connect(metrics.count_task, dispatch_uid="newsarchive.watching")
