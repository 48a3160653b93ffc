"""The departments of this platform, by whatever somebody calls them."""

from collections.abc import Set

from onewindow.orgs.models import Department


def by_any_name(region: str = "") -> dict[str, str]:
    """Map short codes, codes, short and full names to short codes.

    Of departments that are called alike the one of the region is meant, else none.
    """
    rows = Department.objects.values_list("short_code", "code", "short_name", "name", "region_id")
    own, called = set(), dict[str, set[str]]()
    for short_code, *names, where in rows:
        if where == region:
            own.add(short_code)
        for name in filter(None, (short_code, *names)):
            called.setdefault(name, set()).add(short_code)
    found = {name: meant(codes, own) for name, codes in called.items()}
    return {name: code for name, code in found.items() if code}


def meant(codes: Set[str], own: Set[str]) -> str:
    """Return the one department of several that are called alike: the only one, or the own."""
    best = codes if len(codes) == 1 else codes & own
    return next(iter(best)) if len(best) == 1 else ""
