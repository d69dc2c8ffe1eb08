"""The portal's pages; an organ's own page comes last, so that its short name hides no other."""

from django.conf import settings
from django.urls import path

from gongkai.faces.styleguide import styleguide
from gongkai.portal import anchors, calendars, views
from gongkai.portal.requests.urls import urlpatterns as of_requests

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("ledger/", anchors.ledger, name="ledger"),
    path("ledger/<str:day>.json", anchors.ledger_json, name="ledger_json"),
    path("calendar/<slug:token>.ics", calendars.calendar, name="calendar"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("large/", views.large, name="large"),
    *of_requests,
]
if not settings.PRODUCTION:
    urlpatterns.append(path("styleguide/", styleguide, {"base": "portal/base.html"}, name="styleguide"))
urlpatterns.append(path("<slug:slug>/", views.organ, name="organ"))
