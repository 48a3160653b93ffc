"""Find cases by a piece of a number, of the applicant's name or of the item's."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, Value

from onewindow.catalogue.search.normal import pairs
from onewindow.catalogue.search.normal import words as simplified

# Marks numbers among the tokens, as `cases_words` writes them.
NUMBER = "#"
# The digits of a day: from here on a number is found by its beginning.
DAY = 8
# Between the day and the rest of a number; the index has none.
DASH = re.compile(r"(?<=[0-9]{8})[-－–—](?=[0-9])")


@contextmanager
def in_order() -> Iterator[None]:
    """Keep the index of words and departments out of the queries inside.

    For a few given cases it is far quicker to look at each than at all that have a common word.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        yield
        cursor.execute("SET LOCAL enable_bitmapscan = on")


class Matches(Func):
    """Whether the words of a case's entry match a query."""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = BooleanField()


def said(text: str) -> Matches | None:
    """Return the condition for the cases that all words of a text fit; None for no word."""
    text = DASH.sub("", text)
    written, folded = _query(_runs(text)), _query(simplified(text))
    if not folded:
        return None
    query = written if written == folded else f"({written or folded}) | ({folded})"
    return Matches(F("entry__words"), Value(query))


def _runs(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(each if each.isalnum() else " " for each in folded).split()


def _query(runs: list[str]) -> str:
    return " & ".join(f"({' | '.join(_ways(run))})" for run in runs)


def _ways(run: str) -> Iterator[str]:
    yield " & ".join(f"'{pair}'" for pair in pairs(run) or (run,))
    digits = re.fullmatch(r"[a-z]*([0-9]+)", run)
    if digits:
        number = NUMBER + digits[1]
        yield f"'{number}':*" if len(digits[1]) >= DAY else f"'{number}'"
