"""Where the pages live."""

from django.urls import path

from gongkai.desk.files import uploading, views

urlpatterns = [
    path("", views.files, name="files"),
    path("upload/", uploading.upload, name="file-upload"),
    path("uploads/", uploading.uploads, name="file-uploads"),
    path("uploads/<uuid:pk>/", uploading.pieces, name="file-pieces"),
    path("uploads/<uuid:pk>/cancel/", uploading.cancel, name="file-upload-cancel"),
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/download/", views.download, name="file-download"),
    path("<int:pk>/pages/<int:number>.png", views.drawing, name="file-drawing"),
    path("<int:pk>/remove/", views.remove, name="file-remove"),
    path("<int:pk>/restore/", views.restore, name="file-restore"),
]
