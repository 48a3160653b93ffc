"""How passwords are hashed: argon2id with the parameters OWASP recommends as its first choice."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane.

    Django's 100 MiB on eight lanes costs seven times the CPU and, when a hall signs in at nine, a
    gigabyte; on two cores the lanes gain nothing.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
