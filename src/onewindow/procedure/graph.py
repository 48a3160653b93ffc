"""Directed graphs as plain mappings `{node: its predecessors in order}`."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping

Graph = Mapping[str, tuple[str, ...]]


def followers(needs: Graph) -> dict[str, tuple[str, ...]]:
    """Turn every edge round: which nodes wait for a node."""
    result: dict[str, list[str]] = {node: [] for node in needs}
    for node, before in needs.items():
        for need in dict.fromkeys(before):
            if need in result:
                result[need].append(node)
    return {node: tuple(after) for node, after in result.items()}


def reached(start: Iterable[str], edges: Graph) -> set[str]:
    """Collect every node that the edges lead to from `start`, the start itself included."""
    found = set(start)
    stack = list(found)
    while stack:
        for node in edges.get(stack.pop(), ()):
            if node not in found:
                found.add(node)
                stack.append(node)
    return found


def in_order(needs: Graph) -> list[str]:
    """List every node after its predecessors; nodes on or behind a loop are left out.

    Ties keep the order of the mapping, so the same procedure is always numbered alike.
    """
    after = followers(needs)
    waiting = {
        node: len({need for need in before if need in needs}) for node, before in needs.items()
    }
    ready = deque(node for node, count in waiting.items() if count == 0)
    result = []
    while ready:
        node = ready.popleft()
        result.append(node)
        for follower in after[node]:
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    return result


def certain(needs: Graph, quorums: Mapping[str, int]) -> dict[str, frozenset[str]]:
    """Map every node to those that are surely done before it starts; nodes on loops are left out.

    A node with a quorum starts when so many of its predecessors are done: sure is only what all
    but fewer than the quorum of them lead back to.
    """
    result: dict[str, frozenset[str]] = {}
    for node in in_order(needs):
        before = needs[node]
        found = Counter(each for need in before for each in {need, *result.get(need, ())})
        spare = len(before) - min(quorums.get(node, len(before)), len(before))
        result[node] = frozenset(each for each, count in found.items() if count > spare)
    return result


def levels(needs: Graph) -> dict[str, int]:
    """Give every node the length of the longest path that leads to it; the graph has no loop."""
    result: dict[str, int] = {}
    for node in in_order(needs):
        result[node] = 1 + max((result[need] for need in needs[node]), default=-1)
    return result


def loops(needs: Graph) -> list[tuple[str, ...]]:
    """Find one shortest loop in every knot of nodes that wait for each other.

    A loop is listed in the order of the work: every node waits for the one before it.
    """
    after = followers(needs)
    result: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for node in needs:
        if node in seen or node not in reached(after[node], after):
            continue
        knot = reached([node], after) & reached([node], needs)
        seen |= knot
        candidates = (_shortest_loop(member, after) for member in needs if member in knot)
        result.append(min(candidates, key=len))
    return result


def _shortest_loop(start: str, after: Graph) -> tuple[str, ...]:
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for follower in after[node]:
            if follower == start:
                path = [node]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if follower not in came_from:
                came_from[follower] = node
                queue.append(follower)
    raise ValueError(f"{start} is on no loop")
