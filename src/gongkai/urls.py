"""Where each page lives."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("gongkai.desk.accounts.urls")),
    path("desk/", include("gongkai.desk.urls")),
    path("", include("gongkai.portal.urls")),
]
