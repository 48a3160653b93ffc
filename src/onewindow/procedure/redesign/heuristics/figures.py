"""The figures that proposals rest on, in words."""

from onewindow.procedure.redesign.evidence import Days, Evidence, Share
from onewindow.procedure.redesign.proposal import ENOUGH, Figure

FEWEST = ENOUGH


def share(label: str, value: Share | None) -> tuple[Figure, ...]:
    """Say a share, if it was measured."""
    return (Figure(label, str(value), value.of),) if value is not None and value.of else ()


def days(label: str, value: Days | None) -> tuple[Figure, ...]:
    """Say a duration, if it was measured."""
    if value is None or not value.n:
        return ()
    told = f"中位 {value.p50:.1f}、95 分位 {value.p95:.1f} 个工作日"
    return (Figure(label, told, value.n),)


def corrections(evidence: Evidence, code: str) -> tuple[Figure, ...]:
    """Say how often a material was missing or wrong."""
    found = evidence.material(code)
    return (*share("缺这份材料的办件", found.missing), *share("这份材料有误的办件", found.wrong))


def is_known(value: Share | None, fewest: int = FEWEST) -> bool:
    """Whether a share rests on enough observations."""
    return value is not None and value.of >= fewest
