"""Under which choices a node of a sketch is reached: sums of products, kept short.

A choice is a question with options of which one is taken; a node behind several choices needs one
of several combinations. Where all options of a question meet again, the question drops out.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from onewindow.kernel.conditions import And, Compare, Op, Or, Term

Product = frozenset[tuple[str, str]]
Presence = frozenset[Product]

ALWAYS: Presence = frozenset({frozenset()})
NEVER: Presence = frozenset()
MOST_PRODUCTS = 64


def chosen(presence: Presence, question: str, option: str) -> Presence:
    """Narrow to one option; combinations that took another one fall away."""
    return frozenset(
        product | {(question, option)}
        for product in presence
        if all(other == option for asked, other in product if asked == question)
    )


def either(ways: Iterable[Presence], options: Mapping[str, Sequence[str]]) -> Presence:
    """Join ways: whatever one of them allows; `options` lists all options of each question.

    More than `MOST_PRODUCTS` combinations count as always.
    """
    found = _shortest({product for way in ways for product in way})
    while (merged := _merged(found, options)) is not None:
        found = _shortest(merged)
    return frozenset(found) if len(found) <= MOST_PRODUCTS else ALWAYS


def overlap(one: Presence, other: Presence) -> bool:
    """Say whether one combination of answers can lead both ways."""
    return any(
        not _contradict(a, b) for a in one for b in other
    )  # fmt: skip


def term_of(presence: Presence) -> Term | None:
    """Write it as a condition; None for always."""
    if presence == ALWAYS:
        return None
    products = [_product(product) for product in sorted(presence, key=sorted)]
    return products[0] if len(products) == 1 else Or(tuple(products))


def _product(product: Product) -> Term:
    terms = [Compare(asked, Op.EQ, option) for asked, option in sorted(product)]
    return terms[0] if len(terms) == 1 else And(tuple(terms))


def _contradict(one: Product, other: Product) -> bool:
    answers = dict(one)
    return any(answers.get(asked, option) != option for asked, option in other)


def _shortest(products: set[Product]) -> set[Product]:
    return {each for each in products if not any(other < each for other in products)}


def _merged(products: set[Product], options: Mapping[str, Sequence[str]]) -> set[Product] | None:
    """Drop a question of which all options stand beside the same rest; None if there is none."""
    for product in sorted(products, key=sorted):
        for asked, option in sorted(product):
            rest = product - {(asked, option)}
            whole = {rest | {(asked, each)} for each in options[asked]}
            if whole <= products:
                return (products - whole) | {rest}
    return None


def exclusive(ways: Sequence[Presence]) -> bool:
    """Say whether no two of the ways can be taken together."""
    return not any(overlap(one, other) for one, other in combinations(ways, 2))
