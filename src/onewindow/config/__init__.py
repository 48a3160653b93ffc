"""Settings, urls, command line, embedded PostgreSQL."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Return the folder of base and sample data: inside the package, else beside the checkout."""
    packaged = PACKAGE / "data"
    return packaged if packaged.is_dir() else PACKAGE.parent.parent / "data"


def checkout() -> Path | None:
    """Return the clone that the package runs from, or None when it is installed elsewhere."""
    root = PACKAGE.parent.parent
    is_clone = (root / "pyproject.toml").is_file() and (root / "data").is_dir()
    return root if is_clone else None
