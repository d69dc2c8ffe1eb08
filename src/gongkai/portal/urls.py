"""The portal's pages; an organ's own page comes last, so that its short name hides no other."""

from django.conf import settings
from django.urls import path

from gongkai.faces.styleguide import styleguide
from gongkai.portal import anchors, calendars, views
from gongkai.portal.errors.urls import urlpatterns as of_errors
from gongkai.portal.finding.urls import urlpatterns as of_finding
from gongkai.portal.machines.urls import urlpatterns as of_machines
from gongkai.portal.pages import organs
from gongkai.portal.pages.urls import urlpatterns as of_pages
from gongkai.portal.reports.urls import urlpatterns as of_reports
from gongkai.portal.requests.urls import urlpatterns as of_requests
from gongkai.portal.visits.urls import urlpatterns as of_visits

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("ledger/", anchors.ledger, name="ledger"),
    path("ledger/<str:day>.json", anchors.ledger_json, name="ledger_json"),
    path("calendar/<slug:token>.ics", calendars.calendar, name="calendar"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("large/", views.large, name="large"),
    *of_errors,
    *of_finding,
    *of_machines,
    *of_reports,
    *of_visits,
    *of_requests,
    *of_pages,
]
if not settings.PRODUCTION:
    urlpatterns.append(path("styleguide/", styleguide, {"base": "portal/base.html"}, name="styleguide"))
urlpatterns.append(path("<slug:slug>/", organs.organ, name="organ"))
