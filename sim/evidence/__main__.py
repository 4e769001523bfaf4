"""`python -m sim.evidence`: estimate everything on the data, and write `measured.json`."""

from sim.evidence.measured import write

if __name__ == "__main__":
    write()
