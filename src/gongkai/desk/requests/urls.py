"""Where the pages live."""

from django.urls import path

from gongkai.desk.requests import calendars, cases, examining, intake, letters, moves

urlpatterns = [
    path("", cases.listed, name="requests"),
    path("views/", cases.save_view, name="request-view-save"),
    path("views/<int:pk>/remove/", cases.remove_view, name="request-view-remove"),
    path("feed/", calendars.feed, name="feed"),
    path("feed/make/", calendars.make, name="feed-make"),
    path("feed/revoke/", calendars.revoke, name="feed-revoke"),
    path("new/", intake.enter, name="request-enter"),
    path("letterhead/", letters.letterhead, name="letterhead"),
    path("<int:pk>/", cases.case, name="request"),
    path("<int:pk>/register/", intake.register, name="request-register"),
    path("<int:pk>/split/", intake.split, name="request-split"),
    path("<int:pk>/assign/", intake.assign, name="request-assign"),
    path("<int:pk>/applicant/", cases.applicant, name="request-applicant"),
    path("<int:pk>/bundle.zip", cases.bundle, name="request-bundle"),
    path("<int:pk>/papers/", cases.add_papers, name="request-papers"),
    path("<int:pk>/moves/<str:number>/", moves.move, name="request-move"),
    path("<int:pk>/examination/", examining.examination, name="request-examination"),
    path("<int:pk>/examination/<str:about>/", examining.finding, name="request-finding"),
    path("<int:pk>/answer/", letters.choose, name="request-answer"),
    path("<int:pk>/consult/", letters.consult, name="request-consult"),
    path("<int:pk>/letters/<str:code>/new/", letters.begin, name="letter-begin"),
    path("<int:pk>/letters/<int:letter>/", letters.letter, name="letter"),
    path("<int:pk>/letters/<int:letter>/submit/", letters.submit, name="letter-submit"),
    path("<int:pk>/letters/<int:letter>/sign/", letters.sign, name="letter-sign"),
    path("<int:pk>/letters/<int:letter>/send/", letters.send, name="letter-send"),
    path("<int:pk>/letters/<int:letter>/serve/", letters.serve, name="letter-serve"),
    path("<int:pk>/letters/<int:letter>/return/", letters.come_back, name="letter-return"),
    path("<int:pk>/letters/<int:letter>/discard/", letters.discard, name="letter-discard"),
    path("<int:pk>/letters/<int:letter>/clear/", letters.clear, name="letter-clear"),
]
