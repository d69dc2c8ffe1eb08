"""Where the pages live."""

from django.urls import path

from gongkai.desk.jobs.views import jobs, try_again

urlpatterns = [
    path("", jobs, name="jobs"),
    path("<int:pk>/retry/", try_again, name="job-retry"),
]
