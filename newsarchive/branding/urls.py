"""The addresses of what belongs to every page."""

from django.urls import path

from newsarchive.branding import views

urlpatterns = [
    path("branding.css", views.style, name="branding"),
    path("logo", views.logo, name="logo"),
    path("archive.webmanifest", views.manifest, name="manifest"),
]
