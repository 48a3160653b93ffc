"""Run one measurement in this process: `python -m benchmarks.one MODULE FUNCTION`."""

import sys
from importlib import import_module

from benchmarks.__main__ import tell
from benchmarks.bar import Bar


def main(module: str, name: str) -> int:
    """Print the bars of a function; return 1 if one is not held."""
    measured = getattr(import_module(module), name)()
    return tell((measured,) if isinstance(measured, Bar) else measured)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
