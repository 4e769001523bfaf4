"""Studies of many runs: plans of settings and the sweeps that carry them out."""
