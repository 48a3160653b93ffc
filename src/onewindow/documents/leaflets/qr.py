"""QR codes as SVG, drawn by the template as vectors."""

import io

import segno

MASK = 2


def qr_svg(address: str) -> str:
    """Return the code of an address; a quarter of it may be soiled and it still reads."""
    out = io.BytesIO()
    # Any of the eight masks reads; weighing them all would take longer than a third of a letter.
    segno.make(address, error="q", mask=MASK, micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, dark="#16202e"
    )
    return out.getvalue().decode()
