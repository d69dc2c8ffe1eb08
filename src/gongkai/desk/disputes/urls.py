"""Where the pages live."""

from django.urls import path

from gongkai.desk.disputes import changing, views

urlpatterns = [
    path("", views.listed, name="disputes"),
    path("new/", changing.enter, name="dispute-enter"),
    path("records/", views.records, name="dispute-records"),
    path("<int:pk>/", views.dispute, name="dispute"),
    path("<int:pk>/change/", changing.amend, name="dispute-change"),
    path("<int:pk>/answer/", changing.answer, name="dispute-answer"),
    path("<int:pk>/conclude/", changing.conclude, name="dispute-conclude"),
    path("<int:pk>/order/", changing.order, name="dispute-order"),
]
