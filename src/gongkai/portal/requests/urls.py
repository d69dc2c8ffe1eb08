"""The pages about requests, below the address of an organ."""

from django.urls import path

from gongkai.portal.requests import asking, following

CASE = "<slug:slug>/follow/case"
urlpatterns = [
    path("<slug:slug>/ask/", asking.ask, {"matter": asking.REQUEST}, name="ask"),
    path("<slug:slug>/ask/receipt/", asking.receipt, {"matter": asking.REQUEST}, name="ask-receipt"),
    path("<slug:slug>/correct/", asking.ask, {"matter": asking.CORRECTION}, name="correct"),
    path(
        "<slug:slug>/correct/receipt/",
        asking.receipt,
        {"matter": asking.CORRECTION},
        name="correct-receipt",
    ),
    path("<slug:slug>/follow/", following.follow, name="follow"),
    path("<slug:slug>/follow/leave/", following.leave, name="case-leave"),
    path(f"{CASE}/", following.case, name="case"),
    path(f"{CASE}/letters/<int:pk>.<str:suffix>", following.letter, name="case-letter"),
    path(f"{CASE}/papers/<int:pk>/", following.paper, name="case-paper"),
    path(f"{CASE}/<slug:what>/", following.act, name="case-act"),
]
