"""A process that plays replications: blueprints and jobs come in, replications go out."""

import pickle
import sys

from onewindow.procedure.simulation.measuring import measure
from onewindow.procedure.simulation.simulate import run_once


def main() -> None:
    """Do the jobs of one message and end."""
    blueprints, jobs, seed = pickle.load(sys.stdin.buffer)  # noqa: S301  our own parent wrote it
    for number, replication in jobs:
        pickle.dump(measure(run_once(blueprints[number], replication, seed)), sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
