"""Ideas (E7): memory and uptake."""
