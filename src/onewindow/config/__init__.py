"""Settings, urls, command line, embedded PostgreSQL."""

from pathlib import Path


def data_folder() -> Path:
    """Return the folder of base and sample data: inside the package, else beside the checkout."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "data"
    return packaged if packaged.is_dir() else package.parent.parent / "data"
