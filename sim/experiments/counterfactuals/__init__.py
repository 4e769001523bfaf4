"""What would have been: pairs of runs with the same luck, one without an actor, a tie, a mechanism, or as a variant."""
