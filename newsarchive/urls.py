"""The addresses of the site: the admin, accounts, and the public pages."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsarchive.doors.badrequests import bad_request
from newsarchive.doors.outages import failed
from newsarchive.doors.securitytxt import security_txt
from newsarchive.operations.status import status

handler400 = bad_request
handler500 = failed

urlpatterns = [
    path("admin/status/", admin.site.admin_view(status), name="status"),
    path("admin/", admin.site.urls),
    path("accounts/", include("newsarchive.accounts.urls")),
    path("", include("newsarchive.uploads.urls")),
    path("", include("newsarchive.desk.urls")),
    path("", include("newsarchive.branding.urls")),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("", include("search.urls")),
]
if settings.METRICS_FOLDER:
    from newsarchive.watching.metricspage import metrics

    urlpatterns.append(path("metrics", metrics, name="metrics"))
