"""A redesigned procedure written back into the definition of its item, as the next draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import MaterialRow, StepRow, TranslationRow
from onewindow.kernel.workdays import Unit
from onewindow.procedure.critical import working_days
from onewindow.procedure.redesign import Definition, Need, Practice, Source
from onewindow.procedure.step import Step

# Working days to hand in what was deferred, and to verify a commitment, where none are set yet.
USUAL_DAYS = 5
PRE_REVIEW_DAYS = 1


def rewritten(
    item: ItemDefinition, redesigned: Definition, names: Mapping[str, str] | None = None
) -> ItemDefinition:
    """Return the definition with the steps, materials, fees, limits and visits of the redesign.

    What a redesign does not speak of stays: questions, fields, persons of the steps that stay.
    `names` are the full names of departments by their codes; else the short ones are written.
    """
    materials = tuple(_materials(item, redesigned))
    steps = tuple(_step(item, redesigned, step, materials) for step in redesigned.steps)
    kept_fees = {fee.name for fee in redesigned.fees}
    old = working_days(item.review_limit, Unit(item.review_limit_unit))
    is_same_promise = old == redesigned.promised
    has_deferred = any(row.necessity == Need.DEFERRABLE for row in materials)
    changed = replace(
        item,
        steps=steps,
        materials=materials,
        fees=tuple(row for row in item.fees if row.name in kept_fees),
        review_limit=item.review_limit if is_same_promise else redesigned.promised,
        review_limit_unit=item.review_limit_unit if is_same_promise else "working",
        visits=redesigned.visits,
        visits_reason=item.visits_reason if redesigned.visits else "无",
        process=_told(redesigned),
        is_online=item.is_online or redesigned.has(Practice.ONLINE),
        sends_by_courier=item.sends_by_courier or redesigned.has(Practice.COURIER),
        deferral_limit=item.deferral_limit or (USUAL_DAYS if has_deferred else 0),
        pre_review_limit=item.pre_review_limit
        or (PRE_REVIEW_DAYS if redesigned.has(Practice.PRE_REVIEW) else 0),
        exercise_levels=item.exercise_levels
        if redesigned.level in ("", *item.exercise_levels)
        else (redesigned.level,),
        joint_departments=_joint(item, redesigned, names or {}),
    )
    return _with_commitments(_without_lost_texts(changed), redesigned)


def _materials(item: ItemDefinition, redesigned: Definition) -> Iterator[MaterialRow]:
    """Keep what the applicant still brings."""
    for row in item.materials:
        now = redesigned.material(row.code)
        if now is None or now.source is Source.APPLICANT:
            yield row if now is None else replace(row, necessity=now.need.value)


def _step(
    item: ItemDefinition, redesigned: Definition, step: Step, materials: tuple[MaterialRow, ...]
) -> StepRow:
    """Write a step on the row of the one it was; a step of another post has no person yet."""
    row = next(row for row in item.steps if row.code == step.code)
    is_same_post = (row.unit, row.post) == (step.unit, step.post)
    return replace(
        row if is_same_post else replace(row, person="", title="", mobile=""),
        name=step.name,
        kind=step.kind.value,
        unit=step.unit,
        post=step.post,
        limit=step.limit,
        limit_unit=step.limit_unit.value,
        needs=step.needs,
        join_rule=step.join_rule.value,
        quorum=step.quorum,
        on_silence=step.on_silence.value,
        is_optional=step.is_optional,
        materials=_visible(step, [each.code for each in materials]),
    )


def _joint(
    item: ItemDefinition, redesigned: Definition, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Name the other departments that come to a joint visit besides the one that leads it."""
    units = dict.fromkeys(
        unit for step in redesigned.steps for unit in redesigned.work(step.code).joint_units
    )
    others = (names.get(u, redesigned.unit_name(u)) for u in units if u != item.department)
    return tuple(dict.fromkeys((*item.joint_departments, *others)))


def _visible(step: Step, asked: Sequence[str]) -> tuple[str, ...]:
    """Return what a step may see of what is still asked.

    None would mean all, so a step whose own materials are all gone sees the first: the application.
    """
    if not step.materials:
        return ()
    return tuple(code for code in step.materials if code in asked) or tuple(asked[:1])


def _told(redesigned: Definition) -> str:
    """Tell the steps in waves: "受理 → 审查、核查同时进行 → 决定 → 送达"."""
    waves = []
    for wave in redesigned.procedure.waves():
        names = "、".join(step.name for step in wave)
        waves.append(names if len(wave) == 1 else f"{names}同时进行")
    return " → ".join(waves)


def _with_commitments(item: ItemDefinition, redesigned: Definition) -> ItemDefinition:
    """Ask for a promise where a proof is not asked for any more."""
    promised = tuple(
        f"承诺具备“{each.name}”所证明的条件，情况属实。"
        for each in redesigned.materials
        if each.source is Source.COMMITMENT
    )
    if not promised:
        return item
    return replace(
        item,
        commitment_terms=tuple(dict.fromkeys((*item.commitment_terms, *promised))),
        commitment_limit=item.commitment_limit or USUAL_DAYS,
    )


def _without_lost_texts(item: ItemDefinition) -> ItemDefinition:
    """Drop the translations of rows that are gone and of names that are others now."""
    codes = {
        "materials": {row.code for row in item.materials},
        "steps": {s.code for s in item.steps},
    }

    def is_kept(row: TranslationRow) -> bool:
        table, _, rest = row.element.partition(".")
        if row.element == "process":
            return False
        return table not in codes or rest.partition(".")[0] in codes[table]

    return replace(item, translations=tuple(row for row in item.translations if is_kept(row)))
