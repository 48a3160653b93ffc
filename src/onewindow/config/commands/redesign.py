"""`onewindow redesign`: what of a procedure is wasted, and what it would be without."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.config import console, data_folder, environment
from onewindow.config.commands.mined import mine_log

if TYPE_CHECKING:
    from onewindow.procedure.redesign import Definition, Evidence, Proposal, Redesigned, Totals

ALL = "all"
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]
Target = Annotated[
    str, typer.Argument(help="事项的编码或网址名，或者一个文件：流程定义（.yaml）或事件日志。")
]
Accepted = Annotated[
    list[str] | None,
    typer.Option("--accept", help=f"采纳哪条建议的代码，可以写多次；{ALL} 是互不冲突的都采纳。"),
]


Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", help="日志的列的含义，如 --map case=办件编号；另有 activity at unit。"),
]


def redesign(
    target: Target, *, accepted: Accepted = None, mapped: Mapped = None, as_json: AsJson = False
) -> None:
    """给一个事项或者一份流程提出再造建议；--accept 看采纳以后变成什么样。"""
    from onewindow.kernel.errors import DomainError
    from onewindow.procedure.redesign import Totals, accept, propose
    from onewindow.procedure.redesign.breaches import broken_law

    try:
        definition, evidence = _subject(target, mapped)
        proposals = propose(definition, evidence)
        chosen = _chosen(proposals, accepted or [])
        result = accept(definition, chosen) if accepted else None
    except DomainError as error:
        console.fail(error.message)
    data: dict[str, object] = {
        "code": definition.code,
        "name": definition.name,
        "source": evidence.source,
        "cases": evidence.cases,
        "totals": Totals.of(definition).as_json(),
        "breaches": broken_law(definition),
        "proposals": [each.as_json() for each in proposals],
    }
    if result is not None:
        data["result"] = result.as_json()
    text = _told(definition, evidence, proposals, result)
    console.answer(data, as_json=as_json, text="\n".join(text))


def _subject(target: str, mapped: list[str] | None) -> "tuple[Definition, Evidence]":
    path = Path(target)
    if path.suffix.lower() in {".yaml", ".yml"}:
        return _from_file(path)
    if path.is_file():
        return _from_log(path, mapped)
    return _from_item(target)


def _from_file(path: Path) -> "tuple[Definition, Evidence]":
    import yaml

    from onewindow.insight.law import law_of
    from onewindow.kernel.yaml_errors import unreadable
    from onewindow.procedure.redesign.notation import read_definition

    try:
        data = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except OSError as error:
        console.fail(f"读不了 {path}：{environment.reason(error)}")
    except (yaml.YAMLError, ValueError) as error:
        console.fail(f"{path} 不是 YAML：{unreadable(error)}。")
    return read_definition(data, law_of(data_folder()))


def _from_log(path: Path, mapped: list[str] | None) -> "tuple[Definition, Evidence]":
    from onewindow.insight.logs import evidence_in

    mined = mine_log(path, mapped)
    definition = mined.definition
    return definition, evidence_in(mined.log, mined.measures, mined.calendar, definition)


def _from_item(code: str) -> "tuple[Definition, Evidence]":
    console.open_database()
    from django.db.models import Q

    from onewindow.catalogue.models import ItemVersion
    from onewindow.insight.definitions import definition_of_version
    from onewindow.insight.measured import evidence_of_cases

    named = Q(item__code=code) | Q(item__slug=code)
    version = ItemVersion.objects.public().filter(named).first()
    if version is None:
        console.fail(f"没有已公布的事项“{code}”，也没有这个文件。")
    definition = definition_of_version(version)
    return definition, replace(evidence_of_cases(version, definition), source="本系统的办件")


def _chosen(proposals: "Sequence[Proposal]", wanted: list[str]) -> "list[Proposal]":
    from onewindow.procedure.redesign import without_conflicts

    by_code = {each.code: each for each in proposals}
    chosen = [by_code[code] for code in wanted if code in by_code]
    unknown = [code for code in wanted if code != ALL and code not in by_code]
    if unknown:
        console.fail(f"没有这条建议：{'、'.join(unknown)}。不写 --accept 可以看到全部建议的代码。")
    rest = [each for each in proposals if ALL in wanted and each not in chosen]
    return chosen + [each for each in without_conflicts([*chosen, *rest]) if each in rest]


def _told(
    definition: "Definition",
    evidence: "Evidence",
    proposals: "Sequence[Proposal]",
    result: "Redesigned | None",
) -> list[str]:
    from onewindow.procedure.redesign import Totals
    from onewindow.procedure.redesign.breaches import broken_law

    measured = (
        f"办理数据 {evidence.cases} 件（{evidence.source}）" if evidence.cases else "没有办理数据"
    )
    lines = [definition.name, f"现在：{_totals(Totals.of(definition))}；{measured}。"]
    lines += [f"现行流程不合法定先后：{each}" for each in broken_law(definition)]
    lines.append(f"{len(proposals)} 条建议：" if proposals else "没有可以提出的建议。")
    for each in proposals:
        lines += _lines(each)
    if result is not None:
        lines += ["", f"采纳 {len(result.taken)} 条以后：{result.summary}"]
        lines += [f"  没有用上：{each.title}（{why}）" for each, why in result.moot]
        for number, step in enumerate(result.comparison.after.reading.steps, start=1):
            unit = result.definition.unit_name(step.unit)
            lines.append(f"  {number} {step.name}（{unit}）")
    return lines


def _lines(proposal: "Proposal") -> list[str]:
    lines = [f"[{proposal.code}] {proposal.heuristic.label}：{proposal.title}"]
    lines.append(f"    {proposal.reason}")
    lines += [f"    数据：{figure}" for figure in proposal.evidence]
    if proposal.waiting:
        lines.append(f"    预计一半的办件少等 {proposal.waiting:.1f} 个工作日以上")
    check = "要先作合法性审查" if proposal.needs_legal_check else "不必另作合法性审查"
    laws = "、".join(map(str, proposal.laws))
    lines.append(f"    {check}" + (f"；看过{laws}" if laws else ""))
    if proposal.effect is not None and _saved(proposal.effect):
        lines.append(f"    单独采纳：{_saved(proposal.effect)}")
    if proposal.conflicts:
        lines.append(f"    不能和这些同时采纳：{'、'.join(proposal.conflicts)}")
    return lines


def _saved(effect: "Totals") -> str:
    told = {
        "环节": effect.steps,
        "材料": effect.materials,
        "承诺时限": effect.promised,
        "最长路径": effect.days,
        "跑动": effect.visits,
        "费用": effect.fees,
    }
    return "，".join(f"{name}减 {value}" for name, value in told.items() if value)


def _totals(totals: "Totals") -> str:
    promised = f"承诺 {totals.promised} 个工作日，" if totals.promised else ""
    return (
        f"环节 {totals.steps}，材料 {totals.materials}，{promised}"
        f"最长路径 {totals.days} 个工作日，跑动 {totals.visits} 次，费用 {totals.fees} 元"
    )
