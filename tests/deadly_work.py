"""Work that dies, in a file of its own that workers load quickly."""

import os
import signal

from sim.experiments.sweeps.work import carry_out

POISON = 3  # the replicate whose runs kill their worker


def poisoned(task):
    """Work that dies with its worker where a run is poison, as one does that takes all memory."""
    if POISON in task.replicates:
        os.kill(os.getpid(), signal.SIGKILL)
    return carry_out(task)
