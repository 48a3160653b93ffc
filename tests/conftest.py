"""What every test gets: a home of its own, the embedded PostgreSQL, a fresh database."""

import gc
import itertools
import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import TransactionTestCase
from django.utils.safestring import SafeString
from pytest_django import DjangoDbBlocker

from onewindow.config import embedded, static
from tests import database, home, leftovers, sampling

# The settings depend on home, so pytest-django may not load them before this.
os.environ["ONEWINDOW_HOME"] = str(home.folder())
os.environ["DJANGO_SETTINGS_MODULE"] = "onewindow.config.settings"
# Little of what is imported and collected from here on is ever garbage.
gc.set_threshold(50_000, 50, 50)
django.setup()
# WhiteNoise warns about a missing folder, and a warning is an error here.
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
# Each browser of a test would list all static files anew, and none asks for one.
settings.WHITENOISE_AUTOREFRESH = True

pytest_plugins = ["tests.cast", "tests.scenes"]

sampling.load_profile()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Have one of two workers import the tests from the last on.

    What was imported for the first time is compiled and kept: so each compiles one half for both.
    """
    config = session.config
    is_all = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if is_all and getattr(config, "workerinput", {}).get("workerid") == "gw1":
        ignored = [config.rootpath / each for each in config.getoption("ignore") or []]
        for path in sorted((config.rootpath / "tests").rglob("test_*.py"), reverse=True):
            if not any(path.is_relative_to(each) for each in ignored):
                name = ".".join(path.relative_to(config.rootpath).with_suffix("").parts)
                # What fails fails again when it is collected, and is told then.
                with suppress(Exception):
                    import_module(name)


def pytest_collection_finish() -> None:
    """Let the garbage collector skip what was imported and collected, and look seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_left_running() -> Iterator[None]:
    leftovers.mark()
    yield
    assert leftovers.running() == []
    # The next run would find names with digests in every page.
    assert not static.is_built(), f"a test built {static.root()}; remove {static.builds()}*"


def render_plainly(template: Template, context: Context) -> SafeString:
    """Render a template, as the product does."""
    return template.nodelist.render(context)


@pytest.fixture(scope="session", autouse=True)
def _templates_are_plain(django_test_environment: None) -> Iterator[pytest.MonkeyPatch]:
    """Spare the copy of the context that Django's tests make for every template and component."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render_plainly)
        yield patch


@pytest.fixture
def answers_keep_context(_templates_are_plain: pytest.MonkeyPatch) -> Iterator[None]:
    """Let an answer of the test client keep the context it was rendered with."""
    _templates_are_plain.undo()
    yield
    _templates_are_plain.setattr(Template, "_render", render_plainly)


@pytest.fixture(scope="session")
def _server() -> Iterator[None]:
    with embedded.lease(is_durable=False):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    _server: None,
    worker_id: str,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Give this worker a database of its own, in place of pytest-django's slower set-up."""
    name = f"onewindow_test_{worker_id}"
    patch = pytest.MonkeyPatch()

    def start_afresh(_case: TransactionTestCase) -> None:
        database.copy_template(name)

    patch.setattr(TransactionTestCase, "_fixture_teardown", start_afresh)
    with django_db_blocker.unblock():
        database.copy_template(name)
    yield
    with django_db_blocker.unblock():
        database.drop(name)
    patch.undo()


@pytest.fixture(scope="session")
def _private_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Number folders below one; `tmp_path` would look through all of them for each test."""
    base = tmp_path_factory.mktemp("private")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _private_files(_private_folders: Iterator[Path]) -> Iterator[None]:
    """Keep uploaded files and anchors of one test away from the next."""
    folder = next(_private_folders)
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FILES_ROOT", folder / "files")
        patch.setattr(settings, "ANCHORS_ROOT", folder / "anchors")
        yield
