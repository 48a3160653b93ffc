"""`onewindow city load` and `accounts password`: a city's own first departments and accounts."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from onewindow.accounts.models import User, UserKind
from onewindow.config import console
from onewindow.config.cli import app
from onewindow.events.models import Event
from onewindow.orgs import divisions
from onewindow.orgs.models import Department, Officer, Region

pytestmark = pytest.mark.django_db

FILES = {
    "regions": "regions:\n  - {code: '999900', name: 某市, level: city, parent: ''}\n",
    "departments": (
        "region: '999900'\n"
        "departments:\n"
        "  - {short_code: zwj, code: 11119999999900011X, name: 某市政务局, short_name: 政务局,\n"
        "     posts: [{code: acceptance, name: 受理岗}]}\n"
    ),
    "halls": (
        "halls:\n"
        "  - {code: h, name: 大厅, region: '999900', department: zwj,\n"
        "     schedule: [{weekdays: [1], from: '08:30', to: '12:00'}]}\n"
    ),
    "officers": (
        "officers:\n"
        "  - {username: wang.wu, name: 王五, department: zwj, hall: h,\n"
        "     posts: [acceptance], roles: [counter_clerk]}\n"
    ),
}
PASSWORD = "a-long-enough-passphrase"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Path:
    monkeypatch.setattr(console, "open_database", lambda: None)
    monkeypatch.setattr(divisions, "load_divisions", lambda _folder: 0)
    settings.TRIAL = False
    for name, text in FILES.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=typed)


def test_production_gets_its_city_and_its_first_password(folder: Path) -> None:
    loaded = run("city", "load", str(folder), "--json")
    assert loaded.exit_code == 0, loaded.output
    assert json.loads(loaded.stdout) == {
        "regions": 1, "departments": 1, "halls": 1, "officers": 1
    }  # fmt: skip
    officer = Officer.objects.get(user__username="wang.wu")
    assert not officer.user.has_usable_password()
    done = run("accounts", "password", "Wang.Wu", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert Event.objects.get(code="account.password_set").chain == user.chain
    again = run("city", "load", str(folder))
    assert again.exit_code == 0
    assert User.objects.get().check_password(PASSWORD)
    assert (Department.objects.count(), Officer.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("departments", "region: ", "sample: true\nregion: ", ["departments.yaml", "示例"]),
        ("departments", "11X", "12X", ["departments.yaml", "第 1 条（zwj）", "校验"]),
        ("departments", "'999900'", "'999901'", ["departments.yaml", "区划“999901”"]),
        ("departments", "departments:", "department:", ["departments.yaml", "没有列表"]),
        ("halls", "'08:30'", "'8点半'", ["halls.yaml", "第 1 条（h）", "写得不对"]),
        ("halls", "[1]", "[9]", ["halls.yaml", "第 1 条（h）", "不合规定"]),
        ("officers", "name: 王五, ", "", ["officers.yaml", "（wang.wu）", "缺少“name”"]),
        ("officers", "department: zwj", "department: xyz", ["officers.yaml", "部门“xyz”"]),
        ("officers", "posts: [acceptance]", "posts: [x]", ["officers.yaml", "岗位“x”"]),
        ("officers", "counter_clerk", "boss", ["officers.yaml", "角色“boss”"]),
        ("officers", "{username", "[username", ["officers.yaml", "YAML"]),
        ("officers", "  - {", "  - 王五\n  - {", ["officers.yaml", "第 1 条", "写得不对"]),
    ],
)
def test_a_mistake_is_named_with_file_and_entry_and_nothing_is_loaded(
    folder: Path, name: str, old: str, new: str, words: list[str]
) -> None:
    changed = FILES[name].replace(old, new, 1)
    assert changed != FILES[name]
    (folder / f"{name}.yaml").write_text(changed, encoding="utf-8")
    done = run("city", "load", str(folder))
    assert done.exit_code == 1
    assert [word for word in words if word not in done.stderr] == [], done.stderr
    assert not Region.objects.filter(code="999900").exists()
    assert not User.objects.exists()


@pytest.mark.parametrize("missing", ["departments", "officers"])
def test_the_files_that_must_be_there(folder: Path, missing: str) -> None:
    (folder / f"{missing}.yaml").unlink()
    done = run("city", "load", str(folder))
    assert (done.exit_code, f"{missing}.yaml" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("username", "kind"), [("Wang.Wu", UserKind.OFFICIAL), ("wang.wu", UserKind.APPLICANT)]
)
def test_a_taken_user_name_is_a_plain_error(folder: Path, username: str, kind: UserKind) -> None:
    User.objects.create_user(username, None, name="别人", kind=kind)
    done = run("city", "load", str(folder))
    assert done.exit_code == 1
    assert "officers.yaml 第 1 条（wang.wu）：用户名“wang.wu”" in done.stderr


@pytest.mark.parametrize(
    ("options", "typed", "word"),
    [
        ([], f"{PASSWORD}\nanother-{PASSWORD}\n", "不一样"),
        ([], "12345678\n12345678\n", "口令不能用"),
        (["--stdin"], "short\n", "口令不能用"),
        (["--stdin"], "", "口令不能用"),
    ],
)
def test_a_password_that_will_not_do(
    folder: Path, options: list[str], typed: str, word: str
) -> None:
    run("city", "load", str(folder))
    done = run("accounts", "password", "wang.wu", *options, typed=typed)
    assert (done.exit_code, word in done.stderr) == (1, True), done.stderr
    assert not User.objects.get().has_usable_password()


def test_a_password_from_standard_input(folder: Path) -> None:
    run("city", "load", str(folder))
    done = run("accounts", "password", "wang.wu", "--stdin", "--json", typed=f"{PASSWORD}\n")
    assert json.loads(done.stdout) == {"username": "wang.wu", "name": "王五"}
    assert User.objects.get().check_password(PASSWORD)


def test_nobody_of_that_name(folder: Path) -> None:
    done = run("accounts", "password", "nobody", "--stdin", typed=f"{PASSWORD}\n")
    assert (done.exit_code, "nobody" in done.stderr) == (1, True)
