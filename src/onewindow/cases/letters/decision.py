"""What the decision letter of a case says."""

from django.conf import settings

from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case, Letter, LetterKind
from onewindow.catalogue.field_values import readable
from onewindow.documents.letters import Addressee, DecisionLetter, Head, Matter, Remedies

# Personal data of the form that a letter to be shown around does not repeat.
PRIVATE_KINDS = ("phone", "citizen_id")


def decision_letter(letter: Letter) -> DecisionLetter:
    """Return the content of a grant or refusal (行政许可法 Art 38)."""
    case = letter.case
    is_granted = letter.kind == LetterKind.GRANT
    reason = case.decision.reason
    return DecisionLetter(
        head=Head(
            department=case.department.name,
            number=letter.number,
            on=local_day(case.decision.at),
            code=letter.code,
            sample=settings.TRIAL,
        ),
        addressee=_addressee(case),
        matter=Matter(
            item=case.version.name,
            case_number=str(case.number),
            applied_on=local_day(case.submitted_at or case.created_at),
            accepted_on=local_day(case.acceptance.at),
        ),
        granted=is_granted,
        bases=_bases(case),
        facts=_facts(case) if is_granted else (),
        reasons=() if is_granted else (reason,),
        remedies=None if is_granted else _remedies(case),
        delivery="" if case.version.results.exists() else "本决定书自送达之日起生效。",
    )


def _addressee(case: Case) -> Addressee:
    if case.company is None:
        return Addressee(name=case.applicant_name)
    return Addressee(
        name=case.applicant_name,
        code_label="统一社会信用代码",
        code=case.company.uscc,
        is_organisation=True,
    )


def _bases(case: Case) -> tuple[str, ...]:
    """Return the laws in their order, each once with all its articles."""
    articles: dict[str, list[str]] = {}
    for basis in case.version.bases.order_by("position"):
        articles.setdefault(basis.law, []).append(basis.article)
    return tuple(f"《{law}》" + "、".join(filter(None, named)) for law, named in articles.items())


def _facts(case: Case) -> tuple[tuple[str, str], ...]:
    fields = case.version.fields.exclude(kind__in=PRIVATE_KINDS).order_by("position")
    filled = case.fields
    written = ((field.label, readable(field, filled.get(field.code, ""))) for field in fields)
    return tuple((label, value) for label, value in written if value)


def _remedies(case: Case) -> Remedies:
    return Remedies(
        reconsideration_body=f"{case.department.region.name}人民政府",
        court="有管辖权的人民法院",
    )
