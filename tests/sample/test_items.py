"""What each item of the sample city promises: to its applicants, its departments and the law."""

import re

import pytest

from onewindow.kernel import conditions, identity
from onewindow.procedure.model import Procedure, Step, StepKind
from tests.sample.content import (
    BASE,
    PROJECT_SLUGS,
    SLUGS,
    Record,
    department_by,
    extra,
    item,
    load,
    number,
    officers,
    records,
    text,
    texts,
)

ROLE_FOR_KIND = {
    "acceptance": "counter_clerk",
    "review": "reviewer",
    "decision": "decider",
    "delivery": "counter_clerk",
}
CATCH_ALL = re.compile("其他材料|其它材料|有关材料|相关材料|等材料|另行要求|需要提供的")
DRAFT_KEYS = set(item(SLUGS[0]))


each_item = pytest.mark.parametrize("slug", [*SLUGS, *PROJECT_SLUGS])


def procedure_of(slug: str) -> Procedure:
    return Procedure.of(
        Step(
            code=text(step, "name"),
            name=text(step, "name"),
            kind=StepKind(text(step, "kind")),
            unit=text(department_by("short_name", text(step, "unit")), "code"),
            limit=number(step, "limit"),
            needs=tuple(texts(step, "needs")),
        )
        for step in records(item(slug), "steps")
    )


@each_item
def test_item_is_complete_and_its_department_known(slug: str) -> None:
    draft = item(slug)
    assert set(draft) == DRAFT_KEYS
    lists = {"fees", "extra"}
    assert all(draft[key] not in ("", [], None) for key in DRAFT_KEYS - lists)
    assert department_by("name", text(draft, "department"))
    assert len(records(draft, "bases")) >= 2
    assert all(text(basis, "text") for basis in records(draft, "bases"))
    assert 6 <= len(texts(draft, "aliases")) <= 12
    assert text(draft, "filled_by") in {text(officer, "name") for officer in officers()}


@each_item
def test_procedure_is_sound_and_its_days_fit_the_promise_and_the_law(slug: str) -> None:
    draft = item(slug)
    promised = number(draft, "acceptance_limit") + number(draft, "review_limit")
    assert promised <= number(draft, "statutory_limit")
    assert procedure_of(slug).critical_path().days <= number(draft, "review_limit")


@each_item
def test_steps_name_an_officer_who_may_complete_them(slug: str) -> None:
    by_name = {text(officer, "name"): officer for officer in officers()}
    for step in records(item(slug), "steps"):
        department = department_by("short_name", text(step, "unit"))
        officer = by_name[text(step, "person")]
        posts = {text(post, "name"): text(post, "code") for post in records(department, "posts")}
        assert officer["department"] == department["short_code"], step["name"]
        assert posts[text(step, "post")] in texts(officer, "posts"), step["name"]
        assert (officer["title"], officer["phone"]) == (step["title"], step["mobile"])
        assert ROLE_FOR_KIND[text(step, "kind")] in texts(officer, "roles"), step["name"]


@each_item
def test_somebody_can_stand_in_for_every_reviewer_and_clerk(slug: str) -> None:
    for step in records(item(slug), "steps"):
        if step["kind"] == "decision":
            continue
        department = department_by("short_name", text(step, "unit"))
        posts = {text(post, "name"): text(post, "code") for post in records(department, "posts")}
        holders = [
            officer
            for officer in officers()
            if officer["department"] == department["short_code"]
            and posts[text(step, "post")] in texts(officer, "posts")
            and ROLE_FOR_KIND[text(step, "kind")] in texts(officer, "roles")
        ]
        assert len(holders) >= 2, step["name"]


@each_item
def test_materials_are_named_one_by_one(slug: str) -> None:
    materials = records(item(slug), "materials")
    for material in materials:
        assert not CATCH_ALL.search(text(material, "name")), material["name"]
        assert not CATCH_ALL.search(text(material, "note")), material["name"]
        assert set(texts(material, "file_kinds")) <= {"text", "image", "archive", "media"}
        assert material["necessity"] in {"required", "optional", "deferrable"}
        assert isinstance(material["needs_original"], bool)
    names = [text(material, "name") for material in materials]
    assert len(set(names)) == len(names)


@each_item
def test_what_may_follow_later_has_its_days(slug: str) -> None:
    later = [each for each in records(item(slug), "materials") if "deferrable" in each.values()]
    assert bool(later) == ("deferral_limit" in extra(slug))


@each_item
def test_themes_are_those_of_the_form(slug: str) -> None:
    audiences = records(load(BASE / "themes.yaml"), "audiences")
    names = [text(theme, "name") for each in audiences for theme in records(each, "themes")]
    assert set(texts(item(slug), "themes")) <= {name for name in names if names.count(name) == 1}


def test_the_demonstration_item_has_three_materials_and_three_departments_at_once() -> None:
    draft = item("outdoor-advertising")
    required = [each for each in records(draft, "materials") if each["necessity"] == "required"]
    waves = procedure_of("outdoor-advertising").waves()
    assert len(required) == 3
    assert [len(wave) for wave in waves] == [1, 3, 1, 1]
    assert len({step.unit for step in waves[1]}) == 3


@each_item
def test_conditions_ask_only_questions_that_are_there(slug: str) -> None:
    more = extra(slug)
    questions = {text(each, "code"): each for each in records(more, "questions")}
    assert 2 <= len(questions) <= 4
    for table in ("materials", "steps"):
        said = more[table]
        assert isinstance(said, dict)
        assert said.keys() <= {text(row, "name") for row in records(item(slug), table)}
        for row in said.values():
            assert isinstance(row, dict)
            if "when" not in row:
                continue
            assert set(conditions.fields(conditions.parse(row["when"]))) <= questions.keys()
    for question in questions.values():
        assert (question["kind"] == "choice") == bool(records(question, "options"))


@each_item
def test_a_material_that_a_condition_lists_must_be_handed_in(slug: str) -> None:
    more, conditional = extra(slug), extra(slug)["materials"]
    assert isinstance(conditional, dict)
    necessity = {row["name"]: row["necessity"] for row in records(item(slug), "materials")}
    # The form of the demonstration shows exactly three materials that everybody hands in.
    expected = "optional" if more["slug"] == "outdoor-advertising" else "required"
    with_condition = {
        name for name, row in conditional.items() if isinstance(row, dict) and "when" in row
    }
    assert {necessity[name] for name in with_condition} == {expected}


@each_item
def test_the_ready_made_answers_fit_the_questions_and_the_form(slug: str) -> None:
    more = extra(slug)
    answers, filled = more["sample_answers"], more["sample_fields"]
    assert isinstance(answers, dict)
    assert isinstance(filled, dict)
    for question in records(more, "questions"):
        answer = answers[text(question, "code")]
        options = [text(option, "code") for option in records(question, "options")]
        assert answer in options if options else isinstance(answer, bool)
    fields = {text(each, "code"): each for each in records(more, "fields")}
    needed = {code for code, each in fields.items() if each["is_required"]}
    assert needed <= filled.keys() <= fields.keys()
    for code, value in filled.items():
        check_field(fields[code], value)


def check_field(field: Record, value: object) -> None:
    assert isinstance(value, str), field["code"]
    match field["kind"]:
        case "number" | "money":
            assert float(value) > 0
        case "choice":
            assert value in texts(field, "choices")
        case "uscc":
            identity.check_uscc(value)
        case "citizen_id":
            identity.check_citizen_id(value)
        case "date":
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)


@each_item
def test_item_code_is_the_lead_departments(slug: str) -> None:
    code = identity.parse_item_code(text(extra(slug), "code"))
    lead = department_by("name", text(item(slug), "department"))
    assert code.uscc == lead["code"]
    assert code.uscc_problem is None
    assert code.level == "3"


def test_visits_and_instant_items_agree_with_the_limits() -> None:
    for slug in (*SLUGS, *PROJECT_SLUGS):
        more, draft = extra(slug), item(slug)
        assert (number(more, "visits") == 0) == (more["visits_reason"] == "无"), slug
        assert (more["case_type"] == "instant") == (number(draft, "review_limit") == 0), slug
        assert text(more, "summary")
        assert records(more, "faq")
