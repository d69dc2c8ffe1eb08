"""The product's settings for the site of the browser tests, where people log in all the time."""

from gongkai.settings import *  # noqa: F403  all but what follows

PASSWORD_HASHERS = ["tests.hashing.QuickHasher"]
