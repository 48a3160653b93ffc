"""Three real files for the demo, made on the spot and marked as samples."""

import io

import typst
from PIL import Image, ImageDraw

from onewindow.config.demo.visitor import Upload

PAGE = """
#set page(width: 105mm, height: 74mm, margin: 8mm)
#set text(size: 11pt)
OneWindow sample: #sys.inputs.title
"""


def sample_pdf(title: str) -> bytes:
    """Return a one-page PDF with an ASCII title."""
    return typst.compile(
        PAGE.encode(), format="pdf", sys_inputs={"title": title}, ignore_system_fonts=True
    )


def sample_image(colour: str) -> bytes:
    """Return a small PNG that looks like a drawing of a signboard."""
    image = Image.new("RGB", (640, 360), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 60, 580, 240), outline="black", width=4, fill=colour)
    draw.text((80, 80), "SAMPLE SIGNBOARD", fill="black")
    file = io.BytesIO()
    image.save(file, format="PNG")
    return file.getvalue()


def sample_files() -> list[Upload]:
    """Return the application form, the picture and the proof of use."""
    return [
        ("files", ("设置申请表（示例）.pdf", sample_pdf("application"), "application/pdf")),
        ("files", ("效果图（示例）.png", sample_image("#dce8fa"), "image/png")),
        ("files", ("使用权证明（示例）.pdf", sample_pdf("right of use"), "application/pdf")),
    ]
