"""docs/sample-city.md names everybody who can sign in, as the data does."""

from tests.sample.content import (
    PROJECT_SLUGS,
    ROOT,
    SAMPLE,
    SLUGS,
    companies,
    department_by,
    item,
    load,
    officers,
    persons,
    records,
    text,
    texts,
)

ROLE_NAMES = {
    "counter_clerk": "综合窗口人员",
    "reviewer": "审查人员",
    "decider": "审批负责人",
    "item_manager": "事项管理员",
    "legal_officer": "法制审核人员",
    "establishment_office": "编办",
    "legislative_office": "法制办",
    "government_office": "政府办",
    "reform_office": "流程再造推进组",
    "supervisor": "效能督查人员",
    "administrator": "系统管理员",
}
PAGE = (ROOT / "docs" / "sample-city.md").read_text(encoding="utf-8")


def rows_under(heading: str) -> list[str]:
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ")][1:]


def test_every_officer_is_listed_as_the_data_says() -> None:
    expected = []
    for officer in officers():
        department = department_by("short_code", text(officer, "department"))
        names = {text(post, "code"): text(post, "name") for post in records(department, "posts")}
        posts = "、".join(names[code] for code in texts(officer, "posts")) or "—"
        roles = "、".join(ROLE_NAMES[role] for role in texts(officer, "roles"))
        unit = department["short_name"]
        expected.append(
            f"| `{officer['username']}` | {officer['name']} | {unit} | {posts} | {roles} |"
        )
    assert rows_under("工作人员") == expected


def test_every_applicant_is_listed_with_the_companies_he_acts_for() -> None:
    expected = []
    for person in persons():
        acts_for = [
            text(company, "name")
            for company in companies()
            if person["username"] in [agent["username"] for agent in records(company, "agents")]
        ]
        expected.append(
            f"| `{person['username']}` | {person['name']} | {'、'.join(acts_for) or '—'} |"
        )
    assert rows_under("申请人") == expected


def test_the_items_are_listed_with_their_reviews_and_limits() -> None:
    assert rows_under("六个事项") == item_rows(SLUGS)
    assert rows_under("工程建设项目") == item_rows(PROJECT_SLUGS)


def item_rows(slugs: tuple[str, ...]) -> list[str]:
    expected = []
    for slug in slugs:
        draft = item(slug)
        reviews = "、".join(
            f"{step['unit']}：{step['name']}"
            for step in records(draft, "steps")
            if step["kind"] == "review"
        )
        lead = text(draft, "department").split("（")[0]
        promised = f"{draft['acceptance_limit']} + {draft['review_limit']}"
        expected.append(
            f"| {draft['name']} | {lead} | {reviews} | {promised} | {draft['statutory_limit']} |"
        )
    return expected


def test_the_trial_password_is_one_and_documented() -> None:
    for name in ("officers.yaml", "applicants.yaml"):
        assert load(SAMPLE / name)["trial_password"] == "onewindow-demo"
    assert "`onewindow-demo`" in PAGE
