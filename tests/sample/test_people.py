"""The people and departments of the sample city: whole, consistent, and reaching nobody real."""

import csv
import re

from onewindow.kernel import identity
from tests.sample.content import (
    BASE,
    PROJECT_SLUGS,
    SAMPLE,
    SLUGS,
    companies,
    department_by,
    departments,
    item,
    load,
    officers,
    persons,
    records,
    text,
    texts,
)

ROLES = {
    "counter_clerk",
    "reviewer",
    "decider",
    "item_manager",
    "legal_officer",
    "establishment_office",
    "legislative_office",
    "government_office",
    "reform_office",
    "supervisor",
    "administrator",
}
UNREACHABLE_PHONE = re.compile(r"0900-0000\d{3}|0900-000\d{4}|1540000\d{4}")


def test_every_file_parses_and_the_six_items_are_all_there() -> None:
    paths = sorted(SAMPLE.rglob("*.yaml"))
    assert all(load(path) for path in paths)
    found = {path.name.split(".")[0] for path in paths if path.parent.name == "items"}
    assert found == set(SLUGS)
    filed = {path.name.split(".")[0] for path in paths if path.parent.name == "project-items"}
    assert filed == set(PROJECT_SLUGS)
    for path in paths:
        assert "示例" in path.read_text(encoding="utf-8").splitlines()[0], path


def test_departments_have_valid_codes_and_posts_of_their_own() -> None:
    for department in departments():
        identity.check_uscc(text(department, "code"))
        codes = [text(post, "code") for post in records(department, "posts")]
        assert len(set(codes)) == len(codes)
    for key in ("code", "short_code", "name", "short_name", "letter_name"):
        values = [text(department, key) for department in departments()]
        assert len(set(values)) == len(values), key


def test_no_sample_region_is_a_real_one() -> None:
    regions = records(load(SAMPLE / "regions.yaml"), "regions")
    codes = {text(region, "code") for region in regions}
    with (BASE / "divisions" / "areas.csv").open(encoding="utf-8") as file:
        real = {row["code"] for row in csv.DictReader(file)}
    assert len(real) == 2978
    assert not {code[:6] for code in codes} & real
    assert not {"119999"} & real
    assert all(text(region, "parent") in {*codes, ""} for region in regions)
    assert {text(region, "level") for region in regions} <= {
        "province",
        "city",
        "county",
        "township",
    }


def test_officers_hold_posts_of_their_department_and_known_roles() -> None:
    for officer in officers():
        department = department_by("short_code", text(officer, "department"))
        posts = {text(post, "code") for post in records(department, "posts")}
        assert set(texts(officer, "posts")) <= posts, officer["username"]
        assert set(texts(officer, "roles")) <= ROLES, officer["username"]
        assert text(officer, "name").startswith("示例·")
        assert re.fullmatch(r"[a-z]+\.[a-z]+", text(officer, "username"))
    assert {role for officer in officers() for role in texts(officer, "roles")} == ROLES
    usernames = [text(each, "username") for each in (*officers(), *persons())]
    assert len(set(usernames)) == len(usernames)


def test_each_lead_department_can_manage_check_and_decide_its_items() -> None:
    for slug in (*SLUGS, *PROJECT_SLUGS):
        lead = text(department_by("name", text(item(slug), "department")), "short_code")
        roles = {
            role
            for officer in officers()
            if officer["department"] == lead
            for role in texts(officer, "roles")
        }
        assert roles >= {"item_manager", "legal_officer", "decider", "reviewer"}, lead


def test_applicants_are_invented_but_their_numbers_hold() -> None:
    names = {text(person, "username") for person in persons()}
    for person in persons():
        identity.check_citizen_id(text(person, "citizen_id"))
        assert text(person, "citizen_id").startswith("119999")
        assert text(person, "name").startswith("示例·")
    for company in companies():
        identity.check_uscc(text(company, "uscc"))
        assert text(company, "name").endswith("（示例）")
        assert {text(agent, "username") for agent in records(company, "agents")} <= names
    assert len(persons()) == 3
    assert len(companies()) == 2


def test_no_phone_or_mail_address_reaches_anybody() -> None:
    for path in SAMPLE.rglob("*.yaml"):
        content = path.read_text(encoding="utf-8")
        for phone in re.findall(
            r"(?<![\dA-Z])(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9})(?![\dA-Z])", content
        ):
            assert UNREACHABLE_PHONE.fullmatch(phone), f"{path.name}: {phone}"
        for host in re.findall(r"[\w.]+@([\w.]+)", content):
            assert host == "example.com", f"{path.name}: {host}"
