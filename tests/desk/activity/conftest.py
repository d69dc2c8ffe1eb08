"""A root folder for files of the test's own."""

from tests.files.conftest import files_root, keep

__all__ = ["files_root", "keep"]
