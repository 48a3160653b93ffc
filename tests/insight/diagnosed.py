"""What a diagnosis stores, as small as the pages can show it."""

CASE = "示例-1"
SPREAD = {
    "count": 2, "total": 50400.0, "mean": 25200.0, "p50": 25200.0, "p80": 25200.0, "p95": 50400.0,
    "min": 25200.0, "max": 25200.0,
}  # fmt: skip
MEASURES = {
    "throughput": {"working": SPREAD, "calendar": SPREAD},
    "working_time": {"hours": "09:00-12:00,13:00-17:00", "seconds_a_day": 25200},
    "activities": [
        {"name": "受理", "working": None},
        {"name": "决定", "working": SPREAD},
    ],
    "arrivals": {
        "by_hour": [0] * 9 + [2] + [0] * 14, "by_weekday": [2, 0, 0, 0, 0, 0, 0],
        "by_month": {"2026-03": 2},
    },
    "variants": {"top": [{"share": 1.0, "activities": ["受理", "决定"], "example": CASE}]},
    "deadlines": [],
}  # fmt: skip
FOUND = {
    "nodes": [
        {"name": "受理", "unit": "市政务局", "count": 2, "days": 0.1, "repeated": 0.0},
        {"name": "决定", "unit": "市城管局", "count": 2, "days": 0.2, "repeated": 0.0},
    ],
    "paths": [{"source": "受理", "target": "决定", "count": 2, "days": 3.4}],
    "worst": [
        {
            "case": CASE, "before": "受理", "activity": "决定", "unit": "市城管局", "days": 4.2,
            "since": "2026-03-02T01:30:00+00:00", "until": "2026-03-06T01:30:00+00:00",
        }
    ],
    "histogram": [0, 1, 1],
    "total_wait": {"市城管局": 6.8},
    "total_work": {"市城管局": 0.4, "市政务局": 0.2},
    "problems": ["没有时间的事件：1 处，没有计入。"],
    "source": {},
    "traces": {
        CASE: [
            {"activity": "受理", "unit": "市政务局", "begun": "", "outcome": "", "waited": "0.0",
             "at": "2026-03-02T01:30:00+00:00"},
            {"activity": "决定", "unit": "市城管局", "begun": "", "outcome": "同意",
             "waited": "4.2",
             "at": "2026-03-06T01:30:00+00:00"},
        ]
    },
}  # fmt: skip
CONFORMANCE = {
    "procedure": "示例", "cases": 2, "conforming": 1, "unknown": {"会签": 4}, "unseen": ["公示"],
    "counts": [{"rule": "over_limit", "said": "超过时限", "count": 1, "cases": 1}],
    "faults": [{"case": CASE, "rule": "over_limit", "step": "决定", "reason": "超了 3 个工作日。"}],
    "unknown_units": ["某单位"], "share": 0.5,
}  # fmt: skip
TOLD = {
    "reason": "99% 的办件同意前一环节的意见。", "evidence": [{"label": "一致", "value": "99%"}],
    "laws": [{"law": "中华人民共和国行政许可法", "article": "第二十六条"}],
    "effect": {"steps": 1, "materials": 0, "promised_days": 2, "visits": 0, "fees_yuan": "0"},
    "waiting_days_spared": 1.3,
}  # fmt: skip
