"""The command line: every command explains itself, and failures are plain."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from _pytest.mark import ParameterSet
from typer.core import TyperCommand, TyperGroup

from onewindow.config import environment, supervisor
from onewindow.config.cli import app
from onewindow.config.trial import reachable
from tests.home import folder

CHINESE = re.compile("[\u4e00-\u9fff]")


Explained = TyperCommand | TyperGroup


def commands() -> Iterator[tuple[str, Explained]]:
    """Yield every command with its full name."""
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    waiting: list[tuple[str, Explained]] = [("onewindow", root)]
    while waiting:
        name, command = waiting.pop()
        yield name, command
        if isinstance(command, TyperGroup):
            for sub, inner in command.commands.items():
                assert isinstance(inner, TyperCommand | TyperGroup)
                waiting.append((f"{name} {sub}", inner))


def others(*cases: object) -> list[ParameterSet]:
    """Return what fails at the same place as the one that is always run; each is a process."""
    return [
        pytest.param(*(each if isinstance(each, tuple) else [each]), marks=pytest.mark.long)
        for each in cases
    ]


def run(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onewindow.config.cli", *arguments],
        env={**os.environ, "ONEWINDOW_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize(("name", "command"), [pytest.param(*c, id=c[0]) for c in commands()])
def test_every_command_and_option_is_explained_in_chinese(name: str, command: TyperCommand) -> None:
    assert CHINESE.search(command.help or ""), name
    for parameter in command.params:
        said = getattr(parameter, "help", None)
        if parameter.name != "help" and not getattr(parameter, "hidden", False):
            assert said, f"{name}: {parameter.name}"
            assert CHINESE.search(said), f"{name}: {parameter.name}"


def assert_is_plain_failure(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [word for word in words if word not in done.stderr] == [], done.stderr


@pytest.mark.parametrize("command", ["run", *others("serve", "web")])
def test_a_taken_port_is_named_with_a_way_out(command: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run(command, "--port", port, home=tmp_path, DATABASE_URL="postgresql:///x")
    assert_is_plain_failure(done, port, "--port", 'make run ARGS="--port ')


def test_a_demo_takes_the_next_free_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with supervisor.listen("127.0.0.1", port, tries=50) as found:
            assert found.getsockname()[1] > port


def test_a_child_whose_parent_has_died_before_it_could_ask_ends() -> None:
    ask = "from onewindow.config.supervisor import end_with_parent as end; end({}); print(1)"
    parents = {os.getpid(): 0, os.getppid(): -signal.SIGTERM}
    for parent, code in parents.items():
        done = subprocess.run([sys.executable, "-c", ask.format(parent)], check=False)
        assert done.returncode == code


NONSENSE = ("nonsense", "DATABASE_URL")
NOBODY_THERE = ("postgresql://me@127.0.0.1:1/x", "（主机 127.0.0.1，端口 1，")


@pytest.mark.long
@pytest.mark.parametrize(
    ("command", "url", "word"),
    [
        ("serve", *NONSENSE), ("serve", *NOBODY_THERE), ("migrate", *NOBODY_THERE),
        *others(("migrate", *NONSENSE), ("worker", *NONSENSE), ("worker", *NOBODY_THERE)),
    ],
)  # fmt: skip
def test_an_unusable_database_is_a_plain_failure(
    command: str, url: str, word: str, tmp_path: Path
) -> None:
    port = ["--port", "18150"] if command == "serve" else []
    done = run(command, *port, home=tmp_path, DATABASE_URL=url)
    assert_is_plain_failure(done, word)
    assert "server" not in done.stderr


def test_the_default_home_is_the_clones_wherever_it_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONEWINDOW_HOME")
    assert environment.home() == Path(__file__).resolve().parents[2] / "var"
    monkeypatch.setattr(environment, "checkout", lambda: None)
    assert environment.home() == tmp_path.resolve() / "var"


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.touch()
    assert_is_plain_failure(run("migrate", home=home), "ONEWINDOW_HOME", str(home))


@pytest.mark.long
def test_djangos_own_checks_are_made_and_find_nothing() -> None:
    done = run("manage", "check", home=folder())
    assert (done.returncode, done.stderr) == (0, "")


def test_production_must_name_its_hosts(tmp_path: Path) -> None:
    done = run("web", "--port", "18151", home=tmp_path, ONEWINDOW_TRIAL="0")
    assert_is_plain_failure(done, "ONEWINDOW_HOSTS")


def test_a_site_with_a_name_must_say_whether_it_is_a_trial(tmp_path: Path) -> None:
    done = run("serve", "--port", "18151", home=tmp_path, ONEWINDOW_HOSTS="onewindow.example.cn")
    assert_is_plain_failure(done, "ONEWINDOW_HOSTS", "ONEWINDOW_TRIAL")


def test_production_is_never_played_in(tmp_path: Path) -> None:
    names = {"ONEWINDOW_TRIAL": "0", "ONEWINDOW_HOSTS": "onewindow.example.cn"}
    done = run("run", "--exit", home=tmp_path, DATABASE_URL="postgresql:///x", **names)
    assert_is_plain_failure(done, "onewindow migrate", "serve")


def test_a_parameter_of_the_database_is_tried_too(tmp_path: Path) -> None:
    url = "postgresql://me@127.0.0.1:1/x?sslmode=perhaps"
    done = run("serve", "--port", "18150", home=tmp_path, DATABASE_URL=url)
    assert_is_plain_failure(done, "连不上数据库", "sslmode")


@pytest.mark.parametrize(
    ("host", "written"),
    [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("127.0.0.1", "127.0.0.1")],
)
def test_the_demo_reaches_what_is_listened_on(host: str, written: str) -> None:
    assert reachable(host) == written


def test_a_bad_flag_is_named(tmp_path: Path) -> None:
    done = run("web", "--port", "18151", home=tmp_path, ONEWINDOW_TRIAL="perhaps")
    assert_is_plain_failure(done, "ONEWINDOW_TRIAL", "perhaps")
