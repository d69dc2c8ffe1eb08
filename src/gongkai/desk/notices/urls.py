"""Where the pages live."""

from django.urls import path

from gongkai.desk.notices.views import notices, open_notice, read_all, read_one, wishes

urlpatterns = [
    path("", notices, name="notices"),
    path("read/", read_all, name="notices-read"),
    path("settings/", wishes, name="notice-settings"),
    path("<uuid:pk>/", open_notice, name="notice-open"),
    path("<uuid:pk>/read/", read_one, name="notice-read"),
]
