"""Where the pages live."""

from django.urls import URLPattern, URLResolver, include, path

from gongkai.desk.organs import changing, staffing, views

PERSON: list[URLPattern | URLResolver] = [
    path("", views.person, name="person"),
    path("change/", staffing.change_person, name="person-change"),
    path("renew/", staffing.renew, name="person-renew"),
    path("suspend/", staffing.suspend, name="person-suspend"),
    path("reinstate/", staffing.reinstate, name="person-reinstate"),
    path("roles/give/", staffing.give, name="role-give"),
    path("roles/<int:role>/end/", staffing.end, name="role-end"),
]
ORGAN: list[URLPattern | URLResolver] = [
    path("", views.organ, name="organ"),
    path("change/", changing.change_organ, name="organ-change"),
    path("open/", changing.open_organ, name="organ-open"),
    path("below/", views.below, name="organs-below"),
    path("units/open/", changing.open_unit, name="unit-open"),
    path("units/<int:pk>/change/", changing.change_unit, name="unit-change"),
    path("units/<int:pk>/close/", changing.close_unit, name="unit-close"),
    path("units/<int:pk>/reopen/", changing.reopen_unit, name="unit-reopen"),
    path("posts/fill/", changing.fill_post, name="post-fill"),
    path("posts/<int:pk>/end/", changing.end_post, name="post-end"),
    path("people/", views.people, name="people"),
    path("people/invite/", staffing.invite, name="person-invite"),
    path("people/appoint/", staffing.appoint, name="person-appoint"),
    path("people/<int:pk>/", include(PERSON)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.own_organ, name="organs"),
    path("<slug:slug>/", include(ORGAN)),
]
