"""The product's way to hash passwords, without its slowness: tests log in hundreds of times."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickHasher(Argon2PasswordHasher):
    """As strong as it must be in a test: not at all."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
