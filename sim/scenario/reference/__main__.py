"""`python -m sim.scenario.reference` writes the format as a page and as a schema."""

from sim.scenario.reference import write

write()
