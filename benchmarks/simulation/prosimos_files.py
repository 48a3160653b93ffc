"""The office as Prosimos wants it: a BPMN diagram and a file of parameters."""

from collections.abc import Iterator

from benchmarks.simulation.office import CASES_PER_DAY, SENT_BACK
from onewindow.procedure.simulation import Activity, Exponential, Gamma, Scenario

SPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
# Longer than anything takes.
NEVER = 10_000_000.0


def diagram(scenario: Scenario) -> str:
    """Return the BPMN: accept, a fork of three, a join, then a loop of two, then the decision."""
    nodes = [f'<task id="{step.code}" name="{step.code}"/>' for step in scenario.steps]
    nodes += [
        '<startEvent id="start" name="start"/>',
        '<endEvent id="end" name="end"/>',
        '<parallelGateway id="fork"/>',
        '<parallelGateway id="join"/>',
        '<exclusiveGateway id="again"/>',
        '<exclusiveGateway id="enough"/>',
    ]
    flows = [
        f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in _flows(scenario)
    ]
    body = "".join((*nodes, *flows))
    return f'<definitions xmlns="{SPACE}"><process id="office">{body}</process></definitions>'


def _flows(scenario: Scenario) -> Iterator[tuple[str, str]]:
    yield from (("start", "accept"), ("accept", "fork"), ("join", "again"), ("again", "prepare"))
    for step in scenario.steps:
        if step.needs == ("accept",):
            yield from (("fork", step.code), (step.code, "join"))
    yield from (("prepare", "review"), ("review", "enough"), ("enough", "again"))
    yield from (("enough", "decide"), ("decide", "end"))


def parameters(scenario: Scenario) -> dict[str, object]:
    """Return the parameters; times in seconds."""
    return {
        "resource_profiles": [_pool(scenario, pool) for pool in scenario.pool_codes],
        "resource_calendars": [
            {
                "id": calendar.code,
                "name": calendar.code,
                "time_periods": [
                    _period(day, day, shift.opens, shift.closes)
                    for day in WEEKDAYS
                    for shift in calendar.hours
                ],
            }
            for calendar in scenario.calendars
        ],
        "task_resource_distribution": [
            {"task_id": step.code, "resources": [
                {"resource_id": each, **_time(step)} for each in _people(scenario, step.pool)
            ]}
            for step in scenario.steps
        ],
        "arrival_time_distribution": _exponential(86400 / CASES_PER_DAY),
        "arrival_time_calendar": [_period("MONDAY", "SUNDAY", 0, 1440)],
        "gateway_branching_probabilities": [
            {"gateway_id": "enough", "probabilities": [
                {"path_id": "enough-again", "value": SENT_BACK},
                {"path_id": "enough-decide", "value": 1 - SENT_BACK},
            ]}
        ],
        "case_attributes": [
            {"name": each.code, "type": "discrete", "values": [
                {"key": value, "value": share} for value, share in each.shares.items()
            ]}
            for each in scenario.attributes
        ],
        "prioritisation_rules": [
            {"priority_level": 1, "rules": [
                [{"attribute": each.code, "comparison": "=", "value": value}]
            ]}
            for each in scenario.attributes
            for value in each.priorities
        ],
    }  # fmt: skip


def _people(scenario: Scenario, pool: str) -> list[str]:
    return [f"{pool}-{n}" for n, staff in enumerate(scenario.staff) if staff.pools == (pool,)]


def _pool(scenario: Scenario, pool: str) -> dict[str, object]:
    lines = [(n, staff) for n, staff in enumerate(scenario.staff) if staff.pools == (pool,)]
    people = [
        {
            "id": f"{pool}-{n}", "name": f"{pool}-{n}", "cost_per_hour": 1,
            "amount": staff.count, "calendar": staff.calendar,
            "assignedTasks": [step.code for step in scenario.steps if step.pool == pool],
        }
        for n, staff in lines
    ]  # fmt: skip
    return {"id": pool, "name": pool, "resource_list": people}


def _period(first: str, last: str, opens: int, closes: int) -> dict[str, str]:
    return {"from": first, "to": last, "beginTime": _clock(opens), "endTime": _clock(closes)}


def _clock(minutes: int) -> str:
    if minutes == 1440:
        return "23:59:59.999999"
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def _time(step: Activity) -> dict[str, object]:
    match step.work_minutes:
        case Exponential(mean):
            return _exponential(mean * 60)
        case Gamma(mean, sd):
            return _named("gamma", mean * 60, (sd * 60) ** 2, 0, NEVER)
    raise ValueError(step.work_minutes)


def _exponential(seconds: float) -> dict[str, object]:
    return _named("expon", seconds, 0, NEVER)


def _named(name: str, *figures: float) -> dict[str, object]:
    return {
        "distribution_name": name,
        "distribution_params": [{"value": figure} for figure in figures],
    }
