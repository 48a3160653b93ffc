"""What the decision letter of a case says (行政许可法 38, 49, 50)."""

from onewindow.cases.instant.access import machine_decision_of
from onewindow.cases.letters.shared import Told, bases_of, filled_in
from onewindow.cases.models import Case, Letter, LetterKind
from onewindow.documents.letters import Act, DecisionLetter

ACTS = {
    LetterKind.GRANT: (Act.NEW, True),
    LetterKind.REFUSAL: (Act.NEW, False),
    LetterKind.CHANGE_GRANT: (Act.CHANGE, True),
    LetterKind.CHANGE_REFUSAL: (Act.CHANGE, False),
    LetterKind.RENEWAL_GRANT: (Act.RENEWAL, True),
    LetterKind.RENEWAL_REFUSAL: (Act.RENEWAL, False),
}
AT_ONCE = "本决定书自送达之日起生效。"


def decision_letter(letter: Letter) -> DecisionLetter:
    """Return the content of a grant or refusal, also of a change or renewal."""
    told = Told(letter)
    case, facts = told.case, told.facts
    act, is_granted = ACTS[LetterKind(letter.kind)]
    shown = (*filled_in(case, is_masked=False), *facts.pairs("facts")) if is_granted else ()
    has_licence = case.version.results.exists()
    return DecisionLetter(
        **told.about,
        granted=is_granted,
        act=act,
        permit=None if act is Act.NEW else facts.permit(),
        bases=bases_of(case),
        facts=shown,
        reasons=() if is_granted else (facts.text("reason") or case.decision.reason,),
        remedies=None if is_granted else told.remedies,
        delivery="" if has_licence or not is_granted else AT_ONCE,
        is_deemed=facts.flag("is_deemed"),
        automatic=_rule(case),
    )


def _rule(case: Case) -> str:
    """Name the rule by which the system decided itself; nothing where a human did."""
    decision = machine_decision_of(case)
    if decision is None or not decision.is_granted:
        return ""
    rows = "、".join(str(row.number) for row in decision.read_trace(case).granting)
    return f"秒批规则表第{decision.table.number}版第{rows}行"
