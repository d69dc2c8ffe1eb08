from tests.notices.conftest import post_office  # noqa: F401  a fixture, by its name here
