"""Django admin with the archive's own sign-in page, and without a word to those who may not see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin, action
from django.contrib.admin.actions import delete_selected as django_delete_selected
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

View = Callable[..., HttpResponseBase]


class ArchiveAdminSite(AdminSite):
    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")
        self.add_action(delete_selected)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Refuse every address of a model to staff who have no permission on it.

        Django's own views look for the object first, and then say whether there is one; views of
        ours might show its name in a message before they check anything.
        """
        owner = getattr(view, "__self__", None)
        if isinstance(owner, ModelAdmin):
            view = _for_those_with_permission(view, owner)
        elif view is shortcut:
            view = self._view_on_site
        return super().admin_view(view, cacheable)

    def _view_on_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> Any:
        """Redirect to the public page of an object; its address may contain its title."""
        found = ContentType.objects.filter(pk=content_type_id).first()
        model = found.model_class() if found else None
        owner = self._registry.get(model) if model else None
        if owner is None or not owner.has_view_permission(request):
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send people to the sign-in page of the archive, and back to where they came from."""
        following = request.GET.get("next") or reverse("admin:index", current_app=self.name)
        return redirect_to_login(following)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return LogoutView.as_view()(request)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return redirect("password-change")


@action(permissions=["delete"], description=gettext_lazy("Delete selected %(verbose_name_plural)s"))
def delete_selected(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponseBase | None:
    """Django's action in one transaction: a deletion and its history, or neither."""
    with transaction.atomic():
        answer: HttpResponseBase | None = django_delete_selected(model_admin, request, queryset)
    return answer


def _for_those_with_permission(view: View, owner: ModelAdmin[Any]) -> View:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not any(owner.get_model_perms(request).values()):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked
