"""Where each page lives."""

from django.urls import include, path

from gongkai.health import views as health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.figures),
    path("accounts/", include("gongkai.desk.accounts.urls")),
    path("desk/", include("gongkai.desk.urls")),
    path("api/v1/", include("gongkai.api.interface")),
    path("", include("gongkai.portal.urls")),
]
