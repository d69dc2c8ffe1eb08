from tests.portal.requests.citizen import citizen  # noqa: F401  a fixture, by its name here
