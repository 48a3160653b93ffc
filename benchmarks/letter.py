"""One decision letter, warm, each with values of its own."""

import os
import statistics
import time
from dataclasses import replace
from datetime import date

import django

from benchmarks.bar import Bar

COUNT = 40
ROUNDS = 5
DAY = date(2026, 11, 21)


def warm_letter() -> Bar:
    """Measure a letter in milliseconds, median of different ones, best of five rounds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    django.setup()
    from onewindow.documents import letters

    letter = letters.DecisionLetter(
        head=letters.Head(
            "示例市市场监督管理局",
            "",
            DAY,
            "8K3F-92QM-7TRX",
            sample=True,
            address="https://onewindow.example/verify/?code=8K3F-92QM-7TRX",
        ),
        addressee=letters.Addressee("示例·王喆", "统一社会信用代码", "91119999MA99000527"),
        matter=letters.Matter(
            "食品经营许可", "SL20261121-000417", date(2026, 11, 2), date(2026, 11, 3)
        ),
        granted=True,
        bases=("《中华人民共和国食品安全法》第三十五条",),
        facts=(("经营场所", "示例市示例区样板路街道 8 号（示例）"), ("经营项目", "热食类食品制售")),
    )
    letters.render(letter)
    rounds = []
    for first in range(0, ROUNDS * COUNT, COUNT):
        spent = []
        for n in range(first, first + COUNT):
            changed = replace(
                letter,
                head=replace(letter.head, number=f"示市监许准〔2026〕{n}号"),
                addressee=letters.Addressee(f"示例·王{chr(0x5000 + n)}"),
            )
            began = time.process_time()
            letters.render(changed)
            spent.append((time.process_time() - began) * 1000)
        rounds.append(statistics.median(spent))
    detail = (
        f"CPU milliseconds a PDF/A-2a letter, median of {COUNT} others, best of {ROUNDS} rounds"
    )
    return Bar("letter.warm", min(rounds), 25, detail)
