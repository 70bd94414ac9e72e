from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "newsarchive.uploads"
    verbose_name = "uploads"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.models import articles_erased
        from newsarchive.uploads.erasing import forget

        articles_erased.connect(forget, dispatch_uid="newsarchive.uploads")
