"""The desk's pages: a sub-package per register."""

from django.urls import include, path

from gongkai.desk.home.views import home
from gongkai.faces.styleguide import styleguide

app_name = "desk"
urlpatterns = [
    path("", home, name="home"),
    path("styleguide/", styleguide, {"base": "desk/base.html"}, name="styleguide"),
    path("catalogue/", include("gongkai.desk.catalogue.urls")),
    path("requests/", include("gongkai.desk.requests.urls")),
    path("supervision/", include("gongkai.desk.supervision.urls")),
    path("organs/", include("gongkai.desk.organs.urls")),
    path("activity/", include("gongkai.desk.activity.urls")),
    path("disputes/", include("gongkai.desk.disputes.urls")),
    path("reports/", include("gongkai.desk.reports.urls")),
    path("visits/", include("gongkai.desk.visits.urls")),
    path("errors/", include("gongkai.desk.errors.urls")),
    path("files/", include("gongkai.desk.files.urls")),
    path("jobs/", include("gongkai.desk.jobs.urls")),
    path("notices/", include("gongkai.desk.notices.urls")),
]
