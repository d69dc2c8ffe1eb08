"""Where the pages live."""

from django.urls import path

from gongkai.desk.supervision import views

urlpatterns = [
    path("", views.overview, name="supervision"),
    path("urged/", views.urged, name="urged"),
    path("urge/<int:pk>/", views.urge, name="urge"),
]
