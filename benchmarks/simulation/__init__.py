"""One simulated office, three engines: ours, SimPy, Prosimos."""
