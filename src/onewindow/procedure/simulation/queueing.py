"""Queues by formula: a first guess before anything is simulated."""


def erlang_c(servers: int, load: float) -> float:
    """Return the share of those who have to wait, for a load in persons (A. K. Erlang 1917).

    Of a load that is not below the number of servers everybody waits.
    """
    if load >= servers:
        return 1.0
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def mean_wait(
    servers: int,
    load: float,
    service: float,
    *,
    arrivals_scv: float = 1.0,
    service_scv: float = 1.0,
) -> float:
    """Return the mean wait in the unit of the mean service time (Allen & Cunneen).

    The squared coefficients of variation are 1 for Poisson arrivals and exponential service; then
    it is exact. Without spare capacity it is infinite.
    """
    if load >= servers:
        return float("inf")
    variability = (arrivals_scv + service_scv) / 2
    return erlang_c(servers, load) * service / (servers - load) * variability


def servers_for(load: float, service: float, longest: float, service_scv: float = 1.0) -> int:
    """Return the least number of people whose mean wait is not longer than that."""
    servers = int(load) + 1
    while mean_wait(servers, load, service, service_scv=service_scv) > longest:
        servers += 1
    return servers
