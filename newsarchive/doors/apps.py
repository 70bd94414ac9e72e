from django.apps import AppConfig


class DoorsConfig(AppConfig):
    name = "newsarchive.doors"

    def ready(self) -> None:
        from newsarchive.doors import checks  # noqa: F401 - checks register themselves
