"""`python run.py COMMAND`: the command line from a checkout."""

from sim.cli import main

if __name__ == "__main__":
    main()
