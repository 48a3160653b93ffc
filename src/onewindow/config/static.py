"""Build the static files under home once per change: names with digests, compressed.

Names with digests may be cached for ever; without a build (in tests) the files are served as they
are. Run as a module it builds; the web process does so in a child, to stay light itself.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from onewindow.config import environment
from onewindow.config.environment import BadEnvironment

PACKAGE = Path(__file__).resolve().parent.parent
LIBRARIES = ("django", "django-allauth", "whitenoise")
STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
PLAIN_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"


def root() -> Path:
    """Return the folder of the newest build; what runs keeps the one that it began with."""
    try:
        return builds() / _stamp().read_text(encoding="utf-8")
    except FileNotFoundError:
        return builds()


def builds() -> Path:
    """Return the folder of all builds, one folder each."""
    return environment.home() / "static"


def is_built() -> bool:
    """Tell whether names with digests can be served."""
    return (root() / "staticfiles.json").exists()


def build_if_changed() -> None:
    """Build unless nothing has changed since; raise BadEnvironment when it fails."""
    builds().mkdir(parents=True, exist_ok=True)
    with (environment.home() / "static.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted, before = _fingerprint(), root()
        if is_built() and before.name == wanted:
            return
        # Built beside and renamed: nobody ever meets a folder that is half there.
        new = builds() / "new"
        shutil.rmtree(new, ignore_errors=True)
        _build(new)
        shutil.rmtree(builds() / wanted, ignore_errors=True)
        new.rename(builds() / wanted)
        written = _stamp().with_suffix(".new")
        written.write_text(wanted, encoding="utf-8")
        written.replace(_stamp())
        _drop_all_but({wanted, before.name})


def _stamp() -> Path:
    return environment.home() / "static.stamp"


def _build(folder: Path) -> None:
    command = [sys.executable, "-m", "onewindow.config.static", str(folder)]
    # Our own interpreter and module, no shell.
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["没有输出"]
        raise BadEnvironment(f"无法生成静态文件到 {folder}：{said[-1]}")


def _drop_all_but(kept: set[str]) -> None:
    """Drop older builds; the last but one stays, because a web process may still serve it."""
    for path in builds().iterdir():
        if path.name not in kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _fingerprint() -> str:
    digest = hashlib.sha256("".join(version(library) for library in LIBRARIES).encode())
    for path in sorted(PACKAGE.glob("*/static/**/*")):
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return digest.hexdigest()[:16]


def main(folder: str) -> None:
    """Build the static files into a new folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT = Path(folder)
    settings.STORAGES["staticfiles"] = {"BACKEND": STORAGE}
    django.setup()
    call_command("collectstatic", verbosity=0, interactive=False)


if __name__ == "__main__":
    main(sys.argv[1])
