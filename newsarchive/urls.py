"""The addresses of the site: the admin, accounts, and the public pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("newsarchive.accounts.urls")),
    path("", include("search.urls")),
]
