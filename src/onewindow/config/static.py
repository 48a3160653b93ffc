"""Build the static files under home once per change: names with digests, compressed.

Names with digests may be cached for ever; without a build (in tests) the files are served as they
are. Run as a module it builds; the web process does so in a child, to stay light itself.
"""

import fcntl
import hashlib
import os
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
    """Return the folder of the built files."""
    return environment.home() / "static"


def is_built() -> bool:
    """Tell whether names with digests can be served."""
    return (root() / "staticfiles.json").exists()


def build_if_changed() -> None:
    """Build unless nothing has changed since; raise BadEnvironment when it fails."""
    stamp = environment.home() / "static.stamp"
    stamp.parent.mkdir(parents=True, exist_ok=True)
    with stamp.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        wanted = _fingerprint()
        if is_built() and file.read() == wanted:
            return
        command = [sys.executable, "-m", "onewindow.config.static"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            said = done.stderr.strip().splitlines() or ["没有输出"]
            raise BadEnvironment(f"无法生成静态文件到 {root()}：{said[-1]}")
        file.truncate(0)
        file.write(wanted)


def _fingerprint() -> str:
    digest = hashlib.sha256("".join(version(library) for library in LIBRARIES).encode())
    for path in sorted(PACKAGE.glob("*/static/**/*")):
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def main() -> None:
    """Build the static files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {"BACKEND": STORAGE}
    django.setup()
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


if __name__ == "__main__":
    main()
