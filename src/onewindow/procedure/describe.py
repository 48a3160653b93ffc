"""A flow chart in words: what a screen reader says instead of the drawing."""

from collections.abc import Mapping

from onewindow.procedure.drawing import STATE_WORDS, Mark, Show
from onewindow.procedure.model import Procedure
from onewindow.procedure.reading import Reading
from onewindow.procedure.step import Step
from onewindow.procedure.wording import limit_words, unit_name


def describe(
    procedure: Procedure,
    unit_names: Mapping[str, str],
    *,
    show: Show = Show.PUBLIC,
    marks: Mapping[str, Mark] | None = None,
) -> list[str]:
    """Tell a procedure in Chinese, one line a step, saying what runs at the same time."""
    reading = Reading.of(procedure)
    numbers = reading.numbers
    lines = []
    for step in reading.steps:
        group = together(reading, step)
        if len(group) > 1:
            lines += _opening(reading, step, group)
            start = ""
        else:
            start = _start(reading, step)
        said = _details(step, unit_names, show, (marks or {}).get(step.code))
        lines.append(f"{start}第 {numbers[step.code]} 步 {step.name}（{said}）。")
    path = procedure.critical_path(with_delivery=False)
    return [*lines, f"从受理到决定最长 {path.days} 个工作日。"]


def together(reading: Reading, step: Step) -> list[Step]:
    """List the steps that start at the same moment as this one, itself included."""
    needs = reading.needs[step.code]
    return [other for other in reading.steps if needs and reading.needs[other.code] == needs]


def _opening(reading: Reading, step: Step, group: list[Step]) -> list[str]:
    if step is not group[0]:
        return []
    numbers = [reading.numbers[other.code] for other in group]
    done = _done(reading, step)
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return [f"{done}，以下 {len(numbers)} 步同时进行："]
    return [f"{done}，第 {_listed(numbers)} 步同时开始："]


def _start(reading: Reading, step: Step) -> str:
    needs = reading.needs[step.code]
    if not needs or [reading.numbers[need] for need in needs] == [reading.numbers[step.code] - 1]:
        return ""
    return f"{_done(reading, step)}，"


def _done(reading: Reading, step: Step) -> str:
    numbers = [reading.numbers[need] for need in reading.needs[step.code]]
    return f"第 {_listed(numbers)} 步{'都' if len(numbers) > 1 else ''}办完后"


def _listed(numbers: list[int]) -> str:
    return "、".join(map(str, numbers))


def _details(step: Step, unit_names: Mapping[str, str], show: Show, mark: Mark | None) -> str:
    parts = [unit_name(step, unit_names)]
    if show is Show.INTERNAL and step.post:
        parts.append(unit_names.get(step.post, step.post))
    parts.append(limit_words(step))
    if step.when is not None:
        parts.append("视情形办理")
    if mark is not None:
        parts += dict.fromkeys((STATE_WORDS[mark.state], mark.words))
    return "，".join(parts)
