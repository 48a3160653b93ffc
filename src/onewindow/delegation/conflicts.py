"""Which rule of the database a write has broken."""

import psycopg
from django.db import IntegrityError


def breaks(error: IntegrityError, constraint: str) -> bool:
    """Tell whether it was this constraint; any other one is a fault of ours, not of the user."""
    cause = error.__cause__
    return isinstance(cause, psycopg.Error) and cause.diag.constraint_name == constraint
