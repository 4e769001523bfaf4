"""A sweep whose outcomes are a formula: what analyses read of a ledger, without running a model."""

import numpy as np
import pandas as pd

from sim.experiments.plans.plan import make_plan


class Sweep:
    """Stands in for a ledger: `outcome(settings, replicate)` gives the outcomes of a run; None is a failed run."""

    def __init__(self, plan, outcome, n_pending=0, manifest=None):
        self.plan, self.manifest = plan, manifest or {}
        rows, names = [], []
        for run in plan.runs():
            is_pending = run.number >= plan.n_runs - n_pending
            found = None if is_pending else outcome(plan.points[run.point], run.replicate)
            state = "pending" if is_pending else "failed" if found is None else "succeeded"
            names = names or list(found or ())
            head = {"number": run.number, "point": run.point, **plan.points[run.point]}
            rows.append(head | {"replicate": run.replicate, "state": state} | (found or {}))
        self.outcome_names = names
        self.rows = rows

    def frame(self):
        return pd.DataFrame(self.rows).astype(dict.fromkeys(self.outcome_names, float))

    def counts(self):
        states = [row["state"] for row in self.rows]
        return {state: states.count(state) for state in ("pending", "succeeded", "failed", "damaged")}


AXES = ("opinion.rate=1:3", "campaigns.effect=0:2", "votes.indifference=0.2:0.8")


def planned(design, samples, replicates=1, axes=AXES, **more):
    return make_plan("template", axes, design, samples, replicates, **more)


def shares(plan, point):
    return np.array([axis.share(point[axis.name]) for axis in plan.axes])
