"""Studies of many runs: plans, sweeps that lose nothing, counterfactuals, sensitivity, reports; see README.md."""
