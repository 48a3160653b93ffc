"""Codes of the organisation: levels of regions and roles of officers."""

REGION_LEVELS = ("province", "city", "county", "township", "village")


def lineage(code: str) -> tuple[str, ...]:
    """Return a region code and those above it, from the province down (GB/T 2260, GB/T 10114)."""
    parts = [f"{code[:2]}0000", f"{code[:4]}00", code[:6], code[:9], code]
    return tuple(dict.fromkeys(parts))


def parent_code(code: str) -> str:
    """Return the code of the region directly above, or an empty text for a province."""
    above = lineage(code)[:-1]
    return above[-1] if above else ""


def document_number(short_name: str, mark: str, year: int, number: int) -> str:
    """Return a number in the official form, 机关简称+性质〔年〕序号: `示城管授〔2026〕1号`."""
    return f"{short_name}{mark}〔{year}〕{number}号"
