from django.http import HttpResponse
from django.shortcuts import render

from gongkai.desk.http import StaffRequest


def home(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/home.html")
