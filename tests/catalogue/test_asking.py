"""A question is asked when the answers before it say so; what is not asked has no answer."""

from hypothesis import given
from hypothesis import strategies as st

from onewindow.catalogue.asking import Value, ask_again
from onewindow.catalogue.codes import QuestionKind
from onewindow.catalogue.reading import AskedQuestion
from onewindow.kernel.conditions import And, Compare, Not, Op, Term, evaluate, fields


def question(code: str, when: Term | None = None) -> AskedQuestion:
    return AskedQuestion(code, f"问题 {code}？", QuestionKind.BOOL, "", (), when)


def is_true(code: str) -> Term:
    return Compare(code, Op.EQ, value=True)


TREE = (
    question("food"), question("raw", is_true("food")), question("cold", is_true("raw")),
    question("other", Not(is_true("food"))),
)  # fmt: skip


def test_a_question_waits_for_the_one_it_hangs_on() -> None:
    asking = ask_again(TREE, {})
    assert [each.code for each in asking.asked] == ["food"]
    assert asking.pending == {"food", "raw", "cold", "other"}
    assert asking.is_open(is_true("cold"))


def test_what_is_not_asked_has_no_answer_whatever_was_sent() -> None:
    asking = ask_again(TREE, {"food": False, "raw": True, "cold": True, "other": True})
    assert [each.code for each in asking.asked] == ["food", "other"]
    assert asking.answers == {"food": False, "other": True}
    assert asking.is_done
    assert not asking.is_open(is_true("cold"))


def test_a_condition_on_a_question_that_is_never_asked_is_settled() -> None:
    asking = ask_again(TREE, {"food": False})
    assert not asking.is_open(is_true("raw"))
    assert asking.is_open(And((is_true("raw"), is_true("other"))))


@given(st.dictionaries(st.sampled_from(["food", "raw", "cold", "other"]), st.booleans()))
def test_every_asked_question_is_due_by_the_answers_before_it(sent: dict[str, Value]) -> None:
    asking = ask_again(TREE, sent)
    before: dict[str, Value] = {}
    for each in TREE:
        is_due = each.when is None or evaluate(each.when, before)
        hangs = each.when is not None and not asking.pending.isdisjoint(fields(each.when))
        assert (each in asking.asked) == (is_due and not hangs)
        if each in asking.asked and each.code in sent:
            before[each.code] = sent[each.code]
    assert asking.answers == before
