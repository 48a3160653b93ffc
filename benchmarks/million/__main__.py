"""Fill the database of a million cases, or go on filling it, and measure it."""

import argparse
import shutil
import sys
from datetime import timedelta
from pathlib import Path

from benchmarks.__main__ import tell
from benchmarks.database import kept_database

HOME = Path("var") / "million"


def main() -> int:
    """Fill, measure, print one JSON line per bar; return 1 when one is not held."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.million", description=__doc__)
    asked.add_argument("--cases", type=int, default=1_000_000)
    asked.add_argument("--home", type=Path, default=HOME, help="where the database stays")
    asked.add_argument("--fresh", action="store_true", help="begin anew")
    asked.add_argument("--only-fill", action="store_true")
    given = asked.parse_args()
    home = given.home.resolve()
    if given.fresh:
        shutil.rmtree(home, ignore_errors=True)
    with kept_database(home):
        from django.utils.timezone import localdate

        from benchmarks.million.filling import Filling
        from benchmarks.million.measuring import measured

        Filling(given.cases, localdate() - timedelta(days=1)).fill()
        return 0 if given.only_fill else tell(measured())


if __name__ == "__main__":
    sys.exit(main())
