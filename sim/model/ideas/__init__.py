"""Ideas (E7): uptake among many adopters."""
