"""Choosing files to upload."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse_lazy

from gongkai.files.kinds import ACCEPT, KEPT
from gongkai.files.receiving import MEGABYTE


class FilesInput(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each as Django checks one."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Each of the files, or the error that none was chosen."""
        chosen = data if isinstance(data, list) else [data]
        # An empty file is refused later, by name; here it would hide which one it is.
        return [super(FilesField, self).clean(one, initial) for one in chosen or [None]]


class UploadForm(forms.Form):
    """With scripts the files go in pieces; without, all at once."""

    chosen = FilesField(
        label="选择文件",
        allow_empty_file=True,
        max_length=1000,  # the name is shortened, not refused
        widget=FilesInput({"accept": ACCEPT, "data-upload-url": reverse_lazy("desk:file-uploads")}),
        help_text=KEPT,
        error_messages={"required": "还没有选择文件。请先选择一个或几个文件，再点“上传”。"},
    )

    @property
    def limits(self) -> str:
        """How much may come at once."""
        most = settings.FILES_MOST_BYTES // MEGABYTE
        return f"每个文件不超过 {most} MB；一次最多选 {settings.FILES_MOST_AT_ONCE} 个。"
