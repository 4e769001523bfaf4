"""What would have been: pairs of runs with the same draws, one without an actor, tie or mechanism, or as a variant."""
