"""What a log shows becomes sound steps, in whatever order its names tell."""

from hypothesis import given
from hypothesis import strategies as st

from onewindow.insight.discovery import definition_seen
from onewindow.insight.law import law_in_force
from onewindow.insight.mining.picture import Picture
from onewindow.procedure.model import problems
from onewindow.procedure.process_map import Node, Path
from onewindow.procedure.redesign.notation import read_definition

NAMES = ("受理", "审查", "决定", "送达", "核查", "意见")


def picture(paths: dict[tuple[str, str], int]) -> Picture:
    names = {name for pair in paths for name in pair}
    nodes = tuple(Node(name, "市局", 10, 1.0) for name in sorted(names))
    drawn = tuple(Path(*pair, count, 1.0) for pair, count in paths.items())
    return Picture(nodes, drawn, (), (), {}, {})


def kinds(paths: dict[tuple[str, str], int]) -> dict[str, str]:
    data = definition_seen(picture(paths), "示例", {})
    definition, _evidence = read_definition(data, law_in_force())
    return {step.name: step.kind.value for step in definition.steps}


def test_a_decision_that_is_seen_early_still_comes_after_the_reviews() -> None:
    found = kinds({("受理", "决定"): 10, ("决定", "核查"): 10, ("核查", "送达"): 10})
    assert list(found.items()) == [
        ("受理", "acceptance"), ("核查", "review"), ("决定", "decision"), ("送达", "delivery"),
    ]  # fmt: skip


PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(
    lambda pair: len({*pair}) > 1
)


@given(st.dictionaries(PAIRS, st.integers(1, 9), min_size=1))
def test_whatever_is_seen_the_steps_are_sound(paths: dict[tuple[str, str], int]) -> None:
    definition, _evidence = read_definition(
        definition_seen(picture(paths), "示例", {}), law_in_force()
    )
    assert problems(definition.steps) == []
