"""A definition of what a log shows, where no version says it: its usual activities in a row."""

from collections.abc import Mapping
from math import ceil

from onewindow.insight.mining.picture import Picture
from onewindow.insight.vocabulary import BESIDE, BY_APPLICANT
from onewindow.procedure.model import StepKind
from onewindow.procedure.process_map import usual
from onewindow.procedure.process_map.rows import rows_of

DECIDES = ("决定", "审批决定", "批准", "审定", "签发")
ACCEPTS = ("受理", "收件", "接件", "登记")
DELIVERS = ("送达", "发证", "出件", "领取", "办结")
IN_TURN = (StepKind.ACCEPTANCE, StepKind.REVIEW, StepKind.DECISION, StepKind.DELIVERY)
USUAL = 0.95
RARE = 0.3


def definition_seen(picture: Picture, name: str, limits: Mapping[str, float]) -> dict[str, object]:
    """Write down the procedure that most cases went through, one step after another.

    `limits` are the working days within which 80 in a hundred were done. Side by side is only
    what the log shows side by side; that the rest follows is habit until a redesign asks why.
    """
    paths = usual(picture.nodes, picture.paths, share=USUAL)
    rows, _back = rows_of(paths)
    most = max((node.count for node in paths.nodes.values()), default=0)
    names = [
        node.name
        for node in sorted(paths.nodes.values(), key=lambda each: (rows[each.name], -each.count))
        if node.name not in BESIDE and node.unit not in BY_APPLICANT and node.count >= RARE * most
    ]
    kinds = _kinds(names)
    # Whatever the log shows, acceptance comes first and the decision after all reviews.
    names.sort(key=lambda each: IN_TURN.index(kinds[each]))
    beside = {name for pair in paths.parallel for name in pair}
    steps: list[dict[str, object]] = []
    before: list[str] = []
    wave: list[str] = []
    for place, each in enumerate(names, 1):
        code = f"s{place}"
        last = names[place - 2]
        are_reviews = kinds[each] is kinds[last] is StepKind.REVIEW
        joins = bool(wave) and are_reviews and each in beside and last in beside
        if not joins:
            before, wave = wave, []
        steps.append({
            "code": code, "name": each, "kind": kinds[each].value,
            "unit": paths.nodes[each].unit or "—", "limit": max(1, ceil(limits.get(each, 1))),
            "needs": list(before),
        })  # fmt: skip
        wave.append(code)
    units = {node.unit or "—": node.unit or "未写明单位" for node in paths.nodes.values()}
    return {"name": name, "item_type": "licensing", "units": units, "steps": steps}


def _kinds(names: list[str]) -> dict[str, StepKind]:
    """Guess which step accepts, decides and delivers: by name, else the first and the last."""
    kinds = dict.fromkeys(names, StepKind.REVIEW)
    if not names:
        return kinds
    delivers = [name for name in names if any(word in name for word in DELIVERS)]
    accepts = next((name for name in names if any(word in name for word in ACCEPTS)), names[0])
    rest = [name for name in names if name != accepts and name not in delivers[-1:]]
    decides = [name for name in rest if any(word in name for word in DECIDES)] or rest
    if decides:
        kinds[decides[-1]] = StepKind.DECISION
    if delivers[-1:] and delivers[-1] != accepts:
        kinds[delivers[-1]] = StepKind.DELIVERY
    kinds[accepts] = StepKind.ACCEPTANCE
    return kinds
