"""The departments of this platform, by whatever somebody calls them."""

from onewindow.orgs.models import Department


def by_any_name(region: str = "") -> dict[str, str]:
    """Map short codes, codes, short and full names to short codes.

    Of departments that are called alike the one of the region is meant.
    """
    rows = Department.objects.values_list("short_code", "code", "short_name", "name", "region_id")
    own_last = sorted(rows, key=lambda row: (row[4] == region, row[0]))
    return {name: row[0] for row in own_last for name in row[:4] if name}
