"""Where the tests keep their PostgreSQL: in the clone, or aside when it may not be entered."""

import tempfile
from pathlib import Path

from onewindow.config.embedded import place
from onewindow.config.environment import BadEnvironment

CLONE = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """Return the tests' home; it is kept, so that the next run starts faster."""
    near = CLONE / "var" / "test"
    try:
        place.find(near, is_default=False)
    except BadEnvironment:
        return Path(tempfile.gettempdir()) / f"onewindow-test-{place.digest(CLONE)}"
    return near
