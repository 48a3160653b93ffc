"""The divisions and the sample city, loaded once and loaded again."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner

from onewindow.accounts.models import Company, Person, User
from onewindow.cases.models import Case, CaseStep
from onewindow.config import data_folder
from onewindow.config.cli import app
from onewindow.config.commands import sample
from onewindow.events.exports import check_ledger
from onewindow.events.models import Event
from onewindow.orgs.divisions import load_divisions
from onewindow.orgs.loading import OfficerEntry, load_officers
from onewindow.orgs.models import Department, HallOpening, Level, Officer, Post, Region, Role
from tests.cast import CITY, make_department, make_post

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)

TABLES = {
    "provinces.csv": 'code,name\n44,"广东省"\n',
    "cities.csv": 'code,name,provinceCode\n4401,"广州市",44\n4419,"东莞市",44\n',
    "areas.csv": (
        'code,name,cityCode,provinceCode\n440103,"荔湾区",4401,44\n441900,"东莞市",4419,44\n'
    ),
    "streets.csv": (
        "code,name,areaCode,provinceCode,cityCode\n"
        '440103001,"沙面街道",440103,44,4401\n441900003,"东城街道",441900,44,4419\n'
    ),
}


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_every_division_has_its_level_and_what_lies_above(tables: Path) -> None:
    assert load_divisions(tables) == 6
    rows = Region.objects.order_by("code").values_list("code", "level", "parent")
    assert list(rows) == [
        ("440000", Level.PROVINCE, None),
        ("440100", Level.CITY, "440000"),
        ("440103", Level.COUNTY, "440100"),
        ("440103001", Level.TOWNSHIP, "440103"),
        ("441900", Level.CITY, "440000"),
        ("441900003", Level.TOWNSHIP, "441900"),
    ]


def test_divisions_loaded_again_take_new_names_and_keep_retired_codes(tables: Path) -> None:
    load_divisions(tables)
    (tables / "areas.csv").write_text(
        'code,name,cityCode,provinceCode\n440103,"新荔湾区",4401,44\n', encoding="utf-8"
    )
    load_divisions(tables)
    assert Region.objects.get(code="440103").name == "新荔湾区"
    assert Region.objects.count() == 6


def sampled(folder: Path, every: int) -> Path:
    """Lay out the data folder with every so manieth township and base item."""
    for near in ("base/divisions", "base/items"):
        (folder / near).mkdir(parents=True)
        for path in (data_folder() / near).iterdir():
            (folder / near / path.name).symlink_to(path)
    (folder / "sample").symlink_to(data_folder() / "sample")
    for near in ("base/divisions/streets.csv", "base/items/items.csv"):
        header, *lines = (data_folder() / near).read_text("utf-8").splitlines(keepends=True)
        (folder / near).unlink()
        (folder / near).write_text("".join([header, *lines[::every]]), "utf-8")
    return folder


@pytest.mark.long
@pytest.mark.parametrize("every", [40, 1])
def test_the_sample_city_loads_whole_and_loads_again(
    every: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = sampled(tmp_path, every)
    monkeypatch.setattr(sample, "data_folder", lambda: folder)
    result = CliRunner().invoke(app, ["sample", "load", "--json"])
    assert result.exit_code == 0
    first = json.loads(result.output)
    assert first["regions"] > (44_000 if every == 1 else 4_000)
    assert_desks_have_work()
    counts = [
        model.objects.count()
        for model in (Region, Department, Post, Officer, HallOpening, User, Person, Company)
    ]
    events = Event.objects.count()
    assert asdict(sample.load(at=AT)) == first
    assert counts == [
        model.objects.count()
        for model in (Region, Department, Post, Officer, HallOpening, User, Person, Company)
    ]
    assert Event.objects.count() == events
    assert check_ledger().ok
    assert Region.objects.get(code=CITY).name == "示例市"
    assert not Region.objects.exclude(level=Level.PROVINCE).filter(parent=None).exists()


def assert_desks_have_work() -> None:
    statuses = set(Case.objects.values_list("status", flat=True))
    assert statuses == {"submitted", "accepted", "granted", "refused"}
    steps = CaseStep.objects.filter(status="open")
    kinds = set(steps.values_list("kind", flat=True))
    assert kinds >= {"acceptance", "review", "decision"}
    assert steps.exclude(officer="").exists()


def officer_entry(*roles: Role, post: str = "review") -> OfficerEntry:
    return OfficerEntry(
        username="li",
        name="示例·李",
        department="scjg",
        posts=[post],
        roles=[role.value for role in roles],
    )


def load_officer(*roles: Role, on: date, post: str = "review") -> Officer:
    for code in ("review", "decision"):
        make_post(make_department("scjg"), code)
    load_officers([officer_entry(*roles, post=post)], password="first one", on=on)
    return Officer.objects.get(user__username="li")


def test_a_changed_password_survives_loading_again() -> None:
    user = load_officer(on=date(2026, 1, 1)).user
    assert user.check_password("first one")
    user.set_password("his own")
    user.save(update_fields=["password"])
    assert load_officer(on=date(2026, 1, 1)).user.check_password("his own")


def test_roles_that_are_gone_end_and_stay_in_history() -> None:
    load_officer(Role.REVIEWER, on=date(2026, 1, 1))
    officer = load_officer(Role.DECIDER, on=date(2026, 3, 1), post="decision")
    assert officer.role_codes(date(2026, 2, 1)) == {"reviewer"}
    assert officer.role_codes(date(2026, 3, 1)) == {"decider"}
    assert officer.holds_post("decision")
    assert not officer.holds_post("review")


def test_a_post_that_no_department_has_stops_the_loading() -> None:
    make_department("scjg")
    with pytest.raises(Post.DoesNotExist):
        load_officers([officer_entry(post="none")], password="x", on=date(2026, 1, 1))
    assert not User.objects.exists()


def test_sample_data_stays_out_of_production(settings: Settings) -> None:
    settings.TRIAL = False
    with pytest.raises(sample.NotATrial):
        sample.load(at=AT)
    result = CliRunner().invoke(app, ["sample", "load"])
    assert result.exit_code == 1
    assert "试用环境" in result.output
    assert not Region.objects.exists()


def test_the_data_folder_is_found() -> None:
    assert (data_folder() / "base" / "divisions" / "LICENSE").is_file()
