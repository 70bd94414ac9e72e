from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "newsarchive.desk"
    verbose_name = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsarchive.desk import signingin

        signingin.connect()
