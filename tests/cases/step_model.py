"""The steps of a case, told again in plain Python: who waits for whom, who holds what.

An expert joins in only when somebody calls him, after the planners and before the decision.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.cases.building import REVIEWS

EXPERT = "expert"
LIMITS = {**dict.fromkeys(REVIEWS, 3), EXPERT: 5, "decide": 2}
NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(REVIEWS, ()),
    EXPERT: ("planning",),
    "decide": (*REVIEWS, EXPERT),
}
# A department and which of its two officers.
Who = tuple[str, int]


def who_in(how: Mapping[str, object], key: str = "who") -> Who:
    """Return the officer that a move names."""
    said = how[key]
    assert isinstance(said, tuple)
    return str(said[0]), int(said[1])


@dataclass
class Steps:
    """What takes part, what is open, how each ended, whose it is and who holds it."""

    tell: Callable[[str, int], None]
    taking: set[str] = field(default_factory=lambda: set(NEEDS) - {EXPERT})
    open: set[str] = field(default_factory=set)
    done: dict[str, str] = field(default_factory=dict)
    unit: dict[str, str] = field(
        default_factory=lambda: {name: name for name in REVIEWS} | {EXPERT: "lead"}
    )
    holder: dict[str, Who] = field(default_factory=dict)
    out: set[Who] = field(default_factory=set)

    def settle(self) -> None:
        """Open what waits for nothing, close what waits again."""
        now = {
            each
            for each in self.taking - self.done.keys()
            if all(need in self.done for need in NEEDS[each] if need in self.taking)
        }
        for each in sorted(now - self.open):
            self.tell(each, LIMITS[each])
        self.open = now
        self.holder = {each: who for each, who in self.holder.items() if each in now}

    def may_do(self, name: str, who: Who) -> bool:
        """Tell whether an open step is an officer's: by department, and nobody else holds it."""
        is_his = name in self.open and self.unit.get(name) == who[0] and who not in self.out
        return is_his and self.holder.get(name, who) == who

    def has_one(self, who: Who, after: str = "") -> bool:
        """Tell whether an officer has an open step, one after another if it is named."""
        wanted = self.following(after) - {after} if after else self.open
        if who in self.out:
            return False
        if who == ("decider", 1):
            return "decide" in self.open & wanted
        return any(self.unit.get(each) == who[0] for each in self.open & wanted)

    def following(self, name: str) -> set[str]:
        """Return a step and all that comes after it."""
        found = {name}
        for each in (EXPERT, "decide"):
            if each in self.taking and found & set(NEEDS[each]):
                found.add(each)
        return found

    def complete(self, name: str, outcome: str) -> None:
        """End a step."""
        self.done[name] = outcome
        self.open.discard(name)
        self.settle()

    def send_back(self, name: str) -> None:
        """Begin a step and all that follows it again."""
        for each in self.following(name):
            self.done.pop(each, None)
            self.open.discard(each)
        self.settle()

    def call(self) -> None:
        """Call the expert."""
        self.taking.add(EXPERT)
        self.settle()

    def keep_out(self, who: Who) -> None:
        """Let an officer keep out; what he holds is free again."""
        self.out.add(who)
        self.holder = {each: held for each, held in self.holder.items() if held != who}

    @property
    def is_opposed(self) -> bool:
        """Whether somebody disagreed."""
        return "disagreed" in self.done.values()

    @property
    def is_own(self) -> bool:
        """Whether no other department takes part."""
        return all(self.unit.get(each, "lead") == "lead" for each in self.taking)
