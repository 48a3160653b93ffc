"""What a redesigned definition would break: soundness, law, data, and the promise to be faster."""

from collections.abc import Collection, Iterator, Mapping

from onewindow.procedure.critical import working_days
from onewindow.procedure.graph import in_order
from onewindow.procedure.model import problems
from onewindow.procedure.redesign.definition import Definition, Source, opinion_of
from onewindow.procedure.redesign.order import Relation, relation
from onewindow.procedure.step import StepKind


def breaches(before: Definition, after: Definition) -> list[str]:
    """Say what held before and does not hold any more; nothing if the change is allowed."""
    faults = [problem.message for problem in problems(after.steps)]
    if faults:
        return faults
    return [
        *_of_law(before, after),
        *_of_days(before, after),
        *_of_data(before, after),
        *_of_time(before, after),
    ]


def broken_law(definition: Definition) -> list[str]:
    """Say which legal precedences and separations a definition breaks as it stands."""
    present = relation(definition)
    names = {step.code: step.name for step in definition.steps}
    found = [
        f"{each.reference}：“{names[each.before]}”应当先于“{names[each.after]}”"
        for each in definition.precedences
        if {each.before, each.after} <= names.keys() and each.before not in present[each.after]
    ]
    return [*found, *_same_desk(definition)]


def _same_desk(definition: Definition) -> Iterator[str]:
    steps = {step.code: step for step in definition.steps}
    for each in definition.separations:
        one, other = steps.get(each.one), steps.get(each.other)
        if one and other and one.post and (one.unit, one.post) == (other.unit, other.post):
            yield f"{each.reference}：“{one.name}”和“{other.name}”不能由同一岗位办理"


def _of_law(before: Definition, after: Definition) -> Iterator[str]:
    was, is_now, became = relation(before), relation(after), after.became
    names = {step.code: step.name for step in before.steps}
    for code, reference in before.kept_by_law.items():
        if code in names and code not in became:
            yield f"{reference}要求有“{names[code]}”"
    for each in before.precedences:
        held = each.before in was.get(each.after, frozenset())
        if held and not _in_order(each.before, each.after, became, is_now):
            told = f"“{names[each.before]}”应当先于“{names[each.after]}”"
            yield f"{each.reference}：{told}"
    for pair in before.separations:
        one, other = became.get(pair.one), became.get(pair.other)
        if one is not None and one == other:
            yield f"{pair.reference}：“{names[pair.one]}”和“{names[pair.other]}”不能由同一人办理"


def _in_order(earlier: str, later: str, became: Mapping[str, str], now: Relation) -> bool:
    """Whether the order is kept; a step that is gone is judged by whether law wants it."""
    if earlier not in became or later not in became:
        return True
    one, other = became[earlier], became[later]
    return one == other or one in now[other]


def _of_days(before: Definition, after: Definition) -> Iterator[str]:
    for step in after.steps:
        least = after.work(step.code).least_days
        days = working_days(step.limit, step.limit_unit)
        old = next((each for each in before.steps if each.code == step.code), None)
        was = working_days(old.limit, old.limit_unit) if old else days
        if days < least and days < was:
            yield f"“{step.name}”依法至少 {least} 个工作日"
    limit = after.statutory
    if limit and after.promised > limit and after.promised > before.promised:
        yield f"承诺时限超过法定时限 {limit} 个工作日"


def _of_data(before: Definition, after: Definition) -> Iterator[str]:
    was, now, became = relation(before), relation(after), after.became
    names = {step.code: step.name for step in before.steps}
    writes: dict[str, list[str]] = {}
    for step in before.steps:
        for each in before.work(step.code).writes:
            writes.setdefault(each, []).append(step.code)
    for reader, name in names.items():
        for each in before.work(reader).reads:
            for writer in writes.get(each, ()):
                if reader not in became or writer not in was[reader]:
                    continue
                if writer not in became and each != opinion_of(writer):
                    yield f"“{name}”要用“{names[writer]}”的结果"
                if not _in_order(writer, reader, became, now):
                    yield f"“{name}”要等“{names[writer]}”的结果"
    yield from _of_materials(before, after, now)


def _of_materials(before: Definition, after: Definition, now: Relation) -> Iterator[str]:
    kept = {each.code for each in after.materials}
    yield from (f"材料“{each.name}”不见了" for each in before.materials if each.code not in kept)
    became = after.became
    for material in after.materials:
        if material.source is not Source.STEP:
            continue
        producer = became.get(material.produced_by)
        for step in after.steps:
            if material.code not in after.work(step.code).reads or step.code == producer:
                continue
            if producer is None or producer not in now[step.code]:
                yield f"“{step.name}”看不到“{material.name}”，产生它的环节不在前面"


def _of_time(before: Definition, after: Definition) -> Iterator[str]:
    if before.procedure == after.procedure:
        return
    old, new = Days(before), Days(after)
    for left_out in _ways(before):
        for name, was, now in zip(
            ("全程", "到决定为止"), old.longest(left_out), new.longest(left_out), strict=True
        ):
            if now > was:
                told = "、".join(step.name for step in before.steps if step.code in left_out)
                where = f"不办“{told}”时" if told else ""
                yield f"{where}{name}的最长路径从 {was} 个工作日变成 {now} 个工作日"
                return


def _ways(definition: Definition) -> list[frozenset[str]]:
    """Return which steps a case may leave out: none, all that it can, all but one, or one alone."""
    able = [step.code for step in definition.steps if step.when is not None or step.is_optional]
    ways = [frozenset[str](), frozenset(able)]
    for code in able:
        ways += [frozenset({code}), frozenset(able) - {code}]
    return list(dict.fromkeys(ways))


class Days:
    """The longest chains of a procedure for cases that leave steps out.

    A step that is left out hands its predecessors on: for the longest chain it takes no time.
    """

    def __init__(self, definition: Definition) -> None:
        procedure = definition.procedure
        self.became = definition.became
        self.order = [(code, procedure.needs[code]) for code in in_order(procedure.needs)]
        self.days = {s.code: working_days(s.limit, s.limit_unit) for s in definition.steps}
        self.late = {s.code for s in definition.steps if s.kind is StepKind.DELIVERY}

    def longest(self, left_out: Collection[str]) -> tuple[int, int]:
        """Return the working days of the longest chain, with delivery and without.

        Merged steps are left out together.
        """
        gone = {self.became[code] for code in left_out if code in self.became}
        ends: dict[str, int] = {}
        for code, needs in self.order:
            own = 0 if code in gone else self.days[code]
            ends[code] = own + max([ends[need] for need in needs], default=0)
        early = [end for code, end in ends.items() if code not in self.late]
        return max(ends.values()), max(early)
