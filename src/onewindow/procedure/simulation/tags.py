"""What the choices of a scenario are called in its file, e.g. `{lognormal: {mean: 30, sd: 12}}`."""

from onewindow.procedure.simulation import arrivals, distributions

TAGS: dict[type, str] = {
    arrivals.Poisson: "poisson",
    arrivals.HourOfWeek: "hour_of_week",
    arrivals.Given: "given",
    arrivals.Gaps: "gaps",
    distributions.Fixed: "fixed",
    distributions.Exponential: "exponential",
    distributions.LogNormal: "lognormal",
    distributions.Gamma: "gamma",
    distributions.Uniform: "uniform",
    distributions.Triangular: "triangular",
    distributions.Pert: "pert",
    distributions.Empirical: "empirical",
}
