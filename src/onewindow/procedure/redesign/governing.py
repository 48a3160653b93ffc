"""Say of a definition what its step names, its graph and the law imply."""

from collections.abc import Mapping
from dataclasses import replace

from onewindow.procedure.redesign.definition import Definition, Work, opinion_of
from onewindow.procedure.redesign.law import Law
from onewindow.procedure.redesign.order import relation
from onewindow.procedure.step import Step, StepKind

# A step of these kinds hands on or follows from a grant; it has no opinion that others need.
WITHOUT_OPINION = frozenset({"transfer", "grant_only", "completeness"})


def govern(definition: Definition, law: Law) -> Definition:
    """Add acts (from the names, where none are said), opinions, precedences and articles.

    Every review writes an opinion; the decision and what gathers (an approval) read those before.
    """
    acts = {
        step.code: definition.work(step.code).acts or law.acts_of(step.name)
        for step in definition.steps
    }
    demands = law.demands(definition.steps, acts, definition.item_type)
    works = {
        step.code: replace(
            _work(definition, step, acts, law),
            least_days=max(
                definition.work(step.code).least_days, demands.least_days.get(step.code, 0)
            ),
        )
        for step in definition.steps
    }
    return replace(
        definition,
        works=works,
        precedences=tuple(dict.fromkeys((*definition.precedences, *demands.precedences))),
        separations=tuple(dict.fromkeys((*definition.separations, *demands.separations))),
        kept_by_law={**definition.kept_by_law, **demands.kept},
        references=law.references,
    )


def _work(definition: Definition, step: Step, acts: Mapping[str, frozenset[str]], law: Law) -> Work:
    work = definition.work(step.code)
    kinds = law.of(acts[step.code])
    gathers = work.gathers or any(act.gathers for act in kinds)
    own = (opinion_of(step.code),) if _has_opinion(step, acts[step.code]) else ()
    opinions: tuple[str, ...] = ()
    if gathers or step.kind is StepKind.DECISION:
        opinions = tuple(
            opinion_of(other.code)
            for other in definition.steps
            if other.code in relation(definition)[step.code]
            and _has_opinion(other, acts[other.code])
        )
    return replace(
        work,
        acts=acts[step.code],
        reads=tuple(dict.fromkeys((*work.reads, *step.materials, *opinions))),
        writes=tuple(dict.fromkeys((*work.writes, *own))),
        gathers=gathers,
        opens=work.opens or any(act.opens for act in kinds),
    )


def _has_opinion(step: Step, acts: frozenset[str]) -> bool:
    return step.kind is StepKind.REVIEW and not acts & WITHOUT_OPINION
