"""What is wrong with a log: counted by kind, with examples, never silently dropped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

EXAMPLES = 5


class Kind(StrEnum):
    """A kind of dirt. What `leaves_out` events is said beside each."""

    NO_CASE = "no_case"
    NO_ACTIVITY = "no_activity"
    NO_TIME = "no_time"
    BAD_TIME = "bad_time"
    BAD_ROW = "bad_row"
    NO_ZONE = "no_zone"
    MIXED_ZONES = "mixed_zones"
    AMBIGUOUS_DAY = "ambiguous_day"
    BAD_ENCODING = "bad_encoding"
    UNNAMED_CASE = "unnamed_case"
    EMPTY_CASE = "empty_case"
    REPEATED_CASE = "repeated_case"
    OUT_OF_ORDER = "out_of_order"
    DUPLICATE_EVENT = "duplicate_event"
    IMPLAUSIBLE_TIME = "implausible_time"
    UNPAIRED = "unpaired"
    CHANGING_CASE = "changing_case"
    MANY_OBJECTS = "many_objects"
    OTHER_CHAIN = "other_chain"


SAID = {
    Kind.NO_CASE: "没有办件编号的事件",
    Kind.NO_ACTIVITY: "没有活动名称的事件",
    Kind.NO_TIME: "没有时间的事件",
    Kind.BAD_TIME: "时间看不懂的事件",
    Kind.BAD_ROW: "列数不对、读不出来的行",
    Kind.NO_ZONE: "时间没有写时区，按指定的时区理解",
    Kind.MIXED_ZONES: "时间写了不止一种时区，已经统一换算",
    Kind.AMBIGUOUS_DAY: "日和月分不清，按“月/日”理解",
    Kind.BAD_ENCODING: "有乱码的地方，已用“\ufffd”代替",
    Kind.UNNAMED_CASE: "没有编号的办件，按顺序取了名",
    Kind.EMPTY_CASE: "一个事件也没有的办件",
    Kind.REPEATED_CASE: "编号重复的办件，合成了一件",
    Kind.OUT_OF_ORDER: "排列与时间先后不一致的事件，已按时间排",
    Kind.DUPLICATE_EVENT: "与同一办件另一事件完全相同的事件",
    Kind.IMPLAUSIBLE_TIME: "时间早于 1980 年或晚于 2100 年的事件",
    Kind.UNPAIRED: "只有开始没有结束的环节",
    Kind.CHANGING_CASE: "同一办件前后不一致的办件属性，取第一个值",
    Kind.MANY_OBJECTS: "属于几个办件的事件，每个办件各记一次",
    Kind.OTHER_CHAIN: "账本里不属于办件的事件（事项、账户等）",
}

LEAVES_OUT = frozenset(
    {
        Kind.NO_CASE,
        Kind.NO_ACTIVITY,
        Kind.NO_TIME,
        Kind.BAD_TIME,
        Kind.BAD_ROW,
        Kind.EMPTY_CASE,
        Kind.OTHER_CHAIN,
    }
)


@dataclass(frozen=True)
class Problem:
    """One kind of dirt: how often, and where for example."""

    kind: Kind
    count: int
    examples: tuple[str, ...] = ()

    @property
    def is_left_out(self) -> bool:
        """Tell whether what has it is not measured."""
        return self.kind in LEAVES_OUT

    @property
    def said(self) -> str:
        """What is wrong, in Chinese."""
        return SAID[self.kind]

    def tell(self) -> str:
        """Say it in a line of Chinese."""
        left_out = "，没有计入" if self.is_left_out else ""
        shown = f"，如：{'；'.join(self.examples)}" if self.examples else ""
        return f"{SAID[self.kind]}：{self.count:,} 处{left_out}{shown}。"

    def as_json(self) -> dict[str, object]:
        """Return it for a program."""
        return {
            "kind": self.kind.value,
            "said": SAID[self.kind],
            "count": self.count,
            "is_left_out": self.is_left_out,
            "examples": list(self.examples),
        }


@dataclass
class Problems:
    """The dirt of one log, growing while it is read."""

    found: dict[Kind, Problem] = field(default_factory=dict)

    def add(self, kind: Kind, count: int = 1, examples: Iterable[str] = ()) -> None:
        """Count some more of a kind and keep the first examples."""
        if count <= 0:
            return
        before = self.found.get(kind, Problem(kind, 0))
        shown = before.examples
        if len(shown) < EXAMPLES:
            shown = (*shown, *map(str, examples))[:EXAMPLES]
        self.found[kind] = Problem(kind, before.count + count, shown)

    def count(self, kind: Kind) -> int:
        """Return how often a kind was found."""
        return self.found[kind].count if kind in self.found else 0

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found[kind] for kind in Kind if kind in self.found)

    def __len__(self) -> int:
        return len(self.found)

    def as_json(self) -> list[dict[str, object]]:
        """Return them for a program, in the order of kinds."""
        return [problem.as_json() for problem in self]
