"""What waits and fails is shown on the pages of uploads; a list of tasks would tell people less."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
