"""The model once more, in plain loops, written from the equations alone, without sight of the package.

Tests compare the two to 1e-12.
"""

from copy import deepcopy
from math import exp, fsum, sqrt
from statistics import NormalDist

MEDIA = ("press", "street", "digital")
WEIGHT = {"deep_core": 4.0, "policy_core": 2.0, "secondary": 1.0}
MULTIPLE = {"deep_core": 0.2, "policy_core": 1.0, "secondary": 3.0}
KEPT = (
    "position",
    "anchor",
    "salience",
    "capability",
    "is_active",
    "tie",
    "trust",
    "effort",
    "pressure",
    "pressure_reference",
    "attention",
    "yeas",
    "passed",
    "memory",
    "is_adopted",
)


def run(world: dict, draws: dict, order: list[int] | None = None) -> list[dict]:
    """Run the world and return one snapshot per step, taken at its end.

    Parameters
    ----------
    world, draws : dict
        The scenario, and every random number that it uses.
    order : list of int, optional
        Permutation of the actors in which process 5 updates them one by one; None updates all at once.
    """
    b0, model, snapshots, uptake = intercept(world), Model(world), [], draws.get("uptake")
    for t in range(world["n_steps"]):
        model.happen(t)
        model.attend()
        model.mobilize(t)
        model.ally(t, b0, draws["tie"][t])
        model.propagate(draws["influence"][t], order)
        model.press(t)
        for index in [index for index, decision in enumerate(world["decisions"]) if decision["step"] == t]:
            model.decide(index, draws["party"][index], draws["vote"][index])
        model.take_up(t, None if uptake is None else uptake[t])
        snapshots.append({name: deepcopy(getattr(model, name)) for name in KEPT})
    return snapshots


def intercept(world: dict) -> float:
    """Solve the tie utility's constant so that the expected density at the start equals the coded one."""
    model = Model({**world, "barriers": []})
    model.happen(0)
    pairs = model.free_pairs(0)
    if not pairs:
        return 0.0
    n = len(pairs)
    density = min(max(sum(model.tie[pair] for pair in pairs) / n, 0.5 / n), 1 - 0.5 / n)
    rests = [model.utility(0, i, j) for i, j in pairs]
    low, high, middle = -30.0, 30.0, 0.0
    while low < middle < high:
        if fsum(logistic(middle + rest) for rest in rests) / n < density:
            low = middle
        else:
            high = middle
        middle = (low + high) / 2
    return middle


def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x)) without overflow."""
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def in_force(row: dict, t: int, since: str = "since", until: str = "until") -> bool:
    """Tell whether step t lies between two dates, the second exclusive or None."""
    return row[since] <= t and (row[until] is None or t < row[until])


class Model:
    """The state of one run, tables indexed by issue and then actor or venue, and one method per process."""

    def __init__(self, world: dict) -> None:
        """Set the coded state, with every tie dated 0 or earlier."""
        self.world, self.p, self.dt = world, world["params"], world["dt"]
        self.actors, self.venues = world["actors"], world["venues"]
        issues, n = range(len(world["issues"])), len(self.actors)
        for name, twin in (("position", "anchor"), ("salience", "base_salience")):
            for field in (name, twin):
                setattr(self, field, [[float(actor[name][k]) for actor in self.actors] for k in issues])
        self.openness = [[float(venue["openness"][k]) for venue in self.venues] for k in issues]
        self.capability = [float(actor["capability"]) for actor in self.actors]
        self.is_active, self.progress, self.yeas, self.passed = [True] * n, [0.0] * n, {}, {}
        self.organ = [None if venue["kind"] in MEDIA else venue["organ"] for venue in self.venues]
        access = {(i, v): self.access(i, v) for i in range(n) for v in range(len(self.venues))}
        self.reach = {pair: value for pair, value in access.items() if value > 0}
        self.effort = {pair: [0.0 for _ in issues] for pair in self.reach}
        self.pressure = [[0.0 for _ in self.venues] for _ in issues]
        self.pressure_reference = deepcopy(self.pressure)
        self.attention = {row["country"]: [0.0 for _ in issues] for row in self.actors + self.venues}
        self.tie = {(i, j): 0 for i in range(n) for j in range(n) if i != j}
        self.trust = dict.fromkeys(self.tie, 0.0)
        self.ideas = world.get("ideas", [])
        self.memory = [0.0 for _ in self.ideas]
        self.is_adopted = [[i in idea["adopted_at_start"] for i in range(n)] for idea in self.ideas]
        self.open_rows([row for row in world["ties"] if row["since"] <= 0 and (row["until"] or 0) >= 0])

    def open_rows(self, rows: list) -> None:
        """Open both directions of alliances; give both directions of any row at least the initial trust."""
        for row in rows:
            for pair in ((row["a"], row["b"]), (row["b"], row["a"])):
                self.trust[pair] = max(self.trust[pair], self.p["alliance.initial_trust"])
                self.tie[pair] = 1 if row["type"] == "alliance" else self.tie[pair]

    def free_pairs(self, t: int) -> list:
        """Return the ordered pairs with both ends active and no barrier in force."""
        barred = {frozenset(pair) for row in self.world["barriers"] if in_force(row, t) for pair in row["pairs"]}
        active = self.is_active
        return [(i, j) for i, j in self.tie if active[i] and active[j] and frozenset((i, j)) not in barred]

    def distance(self, i: int, j: int) -> float:
        """Return the weighted distance of two actors' positions, in [0, 1]."""
        weights = [WEIGHT[issue["tier"]] for issue in self.world["issues"]]
        total = sum(w * ((row[i] - row[j]) / 2) ** 2 for w, row in zip(weights, self.position, strict=True))
        return sqrt(total / sum(weights))

    def happen(self, t: int) -> None:
        """Process 1: dated changes, arrivals and departures, dated ties, closed ties, barriers."""
        twin = {"position": "anchor", "salience": "base_salience"}
        for entry in [entry for event in self.world["events"] if event["step"] == t for entry in event["changes"]]:
            names = (entry["field"], twin.get(entry["field"], entry["field"]))
            tables = (
                [self.capability]
                if names[0] == "capability"
                else [row for name in names for k, row in enumerate(getattr(self, name)) if entry["issue"] in (None, k)]
            )
            for table, index in [(table, index) for table in tables for index in entry["rows"]]:
                table[index] = float(entry["value"])
        self.is_active = [in_force(actor, t, "active_from", "active_until") for actor in self.actors]
        for row in [row for row in self.world["ties"] if row["type"] == "alliance" and row["until"] == t]:
            self.tie[row["a"], row["b"]] = self.tie[row["b"], row["a"]] = 0
        self.open_rows([row for row in self.world["ties"] if row["since"] == t > 0])
        free = set(self.free_pairs(t))
        self.tie = {pair: tie if pair in free else 0 for pair, tie in self.tie.items()}

    def attend(self) -> None:
        """Process 2: salience follows the attention of the media of one's country."""
        rate = 1 - exp(-self.p["attention.rate"] * self.dt)
        for k, row in enumerate(self.salience):
            for i in [i for i, is_active in enumerate(self.is_active) if is_active]:
                base, attention = self.base_salience[k][i], self.attention[self.actors[i]["country"]][k]
                target = base + (1 - base) * self.p["attention.media_weight"] * attention
                row[i] += rate * (target - row[i])

    def access(self, i: int, v: int) -> float:
        """Return the access of actor i to venue v, 0 if none."""
        actor, kind = self.actors[i], self.venues[v]["kind"]
        at_home = actor["country"] == self.venues[v]["country"]
        is_closed = not at_home and kind not in ("legislature", "international")
        if is_closed or actor["role"] == "bloc" or self.venues[v]["organ"] == i:
            return 0.0
        letter = "foreign_legislature" if kind == "legislature" and not at_home else kind
        return actor["access"].get(letter, 0) / 3

    def pivotality(self, t: int, v: int) -> float:
        """Return how near the organ of venue v stands to the margin of a pending decision, at most 1."""
        organ, tau, best = self.organ[v], self.p["vote.indifference"], 0.0
        for decision in self.world["decisions"]:
            for bloc in decision["blocs"]:
                if organ == bloc["actor"] and decision["pending_from"] <= t <= decision["step"]:
                    gain, slope, _ = self.stance(decision, organ)
                    spread = (slope * self.actors[organ]["dispersion"]) ** 2 + (1.702 * tau) ** 2
                    z = (gain + tau * self.leaning(decision, bloc)[1]) / sqrt(spread)
                    best = max(best, exp(-(z**2) / 2))
        return best

    def mobilize(self, t: int) -> None:
        """Process 3: each actor divides its resources among venues, issues and saving."""
        pivot = [1 + self.p["attention.pivotality"] * self.pivotality(t, v) for v in range(len(self.venues))]
        for i, actor in enumerate(self.actors):
            weights, radius = {}, self.p["influence.confidence_radius"]
            for v in [v for presser, v in self.reach if presser == i]:
                organ = self.organ[v]
                near = 1.0 if organ is None else exp(-((self.distance(i, organ) / radius) ** 2))
                is_open = self.is_active[i] and (organ is None or self.is_active[organ])
                for k, x in enumerate(self.position):
                    gap = abs(x[i] if organ is None else x[i] - x[organ])
                    value = self.salience[k][i] * self.openness[k][v] * self.reach[i, v] * gap * near * pivot[v]
                    profit = value - self.p["attention.venue_cost"]
                    weights[v, k] = max(0.0, exp(self.p["attention.venue_slope"] * profit) - 1) if is_open else 0.0
            resources, total = actor["size"] * 2 ** (self.capability[i] - 1), 1 + sum(weights.values())
            for (v, k), weight in weights.items():
                self.effort[i, v][k] = resources * (weight / total)

    def utility(self, t: int, i: int, j: int) -> float:
        """Return the utility to i of holding j as ally, without the intercept."""
        p, forums = self.p, 0.0
        for forum in self.world["forums"]:
            if i in forum["members"] and j in forum["members"] and t >= forum["since"]:
                past = 0 if in_force(forum, t) else t - forum["until"] + 1
                forums += exp(-past * self.dt / p["alliance.forum_memory"])
        held = [h for h in range(len(self.actors)) if self.tie.get((i, h))]
        closure = sum(self.tie.get((j, h), 0) for h in held) / max(1, len(held))
        ict = logistic(p["alliance.ict_growth"] * (self.world["start_year"] + t * self.dt - p["alliance.ict_midpoint"]))
        border = 1 if self.actors[i]["country"] != self.actors[j]["country"] else 0
        cost = exp(-p["alliance.ict_saving"] * ict) * (1 + border * (1 - ict))
        return (
            p["alliance.similarity"] * (1 - self.distance(i, j))
            + p["alliance.trust"] * self.trust[i, j]
            + p["alliance.forum"] * forums
            + p["alliance.prestige"] * self.capability[j] / 5
            + p["alliance.reciprocity"] * self.tie[j, i]
            + p["alliance.closure"] * closure
            - p["alliance.cost"] * cost
        )

    def ally(self, t: int, b0: float, draw: dict) -> None:
        """Process 4: ties open and lapse, all at once; then trust follows joint success and defection."""
        before, after, p = self.tie, dict(self.tie), self.p
        for i, j in self.free_pairs(t):
            chance = logistic(b0 + self.utility(t, i, j))
            rate = p["alliance.rate"] * (1 - chance if before[i, j] else chance)
            if draw[i, j] < 1 - exp(-rate * self.dt):
                after[i, j] = 1 - before[i, j]
        for i, j in before:
            trust, joint = self.trust[i, j], before[i, j] and self.progress[i] > 1e-9 and self.progress[j] > 1e-9
            trust += (1 - exp(-p["alliance.trust_gain"] * self.dt)) * joint * (1 - trust)
            trust -= p["alliance.trust_loss"] * (before[j, i] > after[j, i]) * trust
            self.trust[i, j] = trust
        self.tie = after

    def moved(self, i: int, noise: list) -> list[float]:
        """Return, per issue, the new position of actor i; `noise` is indexed by issue and actor."""
        p, new, weights, radius = self.p, [], {}, self.p["influence.confidence_radius"]
        c, scale = p["influence.coupling"], p["influence.noise"] * sqrt(self.dt)
        for j, actor in enumerate(self.actors):
            if j == i or (self.tie[i, j] and self.is_active[j]):
                credit = max(self.trust.get((i, j), 1.0), p["alliance.initial_trust"])
                heed = 1.0 if j == i else credit * exp(-((self.distance(i, j) / radius) ** 2))
                weights[j] = heed * actor["size"] * (self.capability[j] / 5) ** p["influence.prestige_exponent"]
        heard = [sum(w * x[j] for j, w in weights.items()) / sum(weights.values()) for x in self.position]
        for k, issue in enumerate(self.world["issues"]):
            partners = [(b if a == k else a, sign) for a, b, sign in self.world["coupling"] if k in (a, b)][:3]
            coupled = (1 - c * len(partners)) * heard[k] + c * sum(sign * heard[other] for other, sign in partners)
            share = min(1.0, MULTIPLE[issue["tier"]] * p["influence.susceptibility"])
            x, pull = self.position[k][i], share * coupled + (1 - share) * self.anchor[k][i]
            x += (1 - exp(-p["influence.rate"] * self.dt)) * (pull - x) + scale * noise[k][i]
            new.append(min(1.0, max(-1.0, x)))
        return new

    def propagate(self, noise: list, order: list[int] | None) -> None:
        """Process 5: positions move, all at once or one actor after another in the given order."""
        for turn in [range(len(self.actors))] if order is None else [[i] for i in order]:
            moves = {i: self.moved(i, noise) for i in turn if self.is_active[i]}
            for i, new in moves.items():
                for k, x in enumerate(new):
                    self.position[k][i] = x

    def press(self, t: int) -> None:
        """Process 6: efforts become pressure on organs, progress of actors and attention of media."""
        ga, self.progress = self.p["attention.pressure_exponent"], [0.0] * len(self.actors)
        background = self.p["attention.background"] ** ga
        heat = {country: [0.0] * len(row) for country, row in self.attention.items()}
        for v, venue in enumerate(self.venues):
            for k, x in enumerate(self.position):
                organ, efforts = self.organ[v], {i: row[k] for (i, w), row in self.effort.items() if w == v}
                if venue["kind"] in MEDIA:
                    heat[venue["country"]][k] += sum(efforts.values())
                if organ is None:
                    continue
                side = {i: (x[i] > x[organ]) - (x[i] < x[organ]) for i in efforts}
                plus, minus = (sum(efforts[i] for i in efforts if side[i] == way) ** ga for way in (1, -1))
                old, self.pressure[k][v] = self.pressure[k][v], (plus - minus) / (plus + minus + background)
                for i, amount in efforts.items():
                    self.progress[i] += amount * side[i] * (self.pressure[k][v] - old)
        self.attention = {c: [m**ga / (m**ga + background) for m in row] for c, row in heat.items()}
        if t <= self.world["reference_step"]:
            self.pressure_reference = deepcopy(self.pressure)

    def stance(self, decision: dict, g: int) -> tuple[float, float, float]:
        """Return actor g's gain from the proposal, the slope of that gain, and the change in lobbying on g."""
        gain = slope = lobby = total = 0.0
        for k, q, y in decision["proposal"]:
            s, x = self.salience[k][g], self.position[k][g]
            total += s
            gain += s * ((x - q) ** 2 - (x - y) ** 2) / 4
            slope += s * abs(y - q) / 2
            if g in self.organ:
                v = self.organ.index(g)
                lobby += s * (y - q) / 2 * (self.pressure[k][v] - self.pressure_reference[k][v])
        return (gain / total, slope / total, lobby / total) if total else (0.0, 0.0, 0.0)

    def leaning(self, decision: dict, bloc: dict) -> tuple[bool, float]:
        """Return whether a bloc is of the executive's party, and its logit from party, leaders and constituency."""
        executive, party = decision["executive"], self.actors[bloc["actor"]]["party"]
        same = executive is not None and bool(party) and party == self.actors[executive]["party"]
        return same, (
            self.p["vote.same_party"] * same
            + self.p["vote.endorsement"] * bloc["endorsed"]
            + self.p["vote.constituency"] * bloc["constituency"]
        )

    def decide(self, index: int, shocks: dict, draw: dict) -> None:
        """Process 11: every member of every active bloc votes on one decision."""
        decision, yeas, tau = self.world["decisions"][index], {}, self.p["vote.indifference"]
        for b, bloc in enumerate(decision["blocs"]):
            g, n, yeas[b] = bloc["actor"], bloc["members"], 0
            gain, slope, lobby = self.stance(decision, g)
            same, shift = self.leaning(decision, bloc)
            shift += self.p["vote.lobby_weight"] * lobby + self.p["vote.party_shock"] * shocks[b]
            line, follow = gain / tau + shift > 0, decision["discipline"]
            if decision["rule"] == "subordinate" and same:
                line = self.stance(decision, decision["executive"])[0] > 0
                follow = 1 - decision["coalition_share"]
            for m in range(n if self.is_active[g] else 0):
                own = gain + slope * self.actors[g]["dispersion"] * NormalDist().inv_cdf((m + 0.5) / n)
                chance = (1 - follow) * logistic(own / tau + shift) + follow * line
                yeas[b] += draw[b][m] < chance
        members = sum(bloc["members"] for bloc in decision["blocs"] if self.is_active[bloc["actor"]])
        self.yeas[index], self.passed[index] = yeas, 2 * sum(yeas.values()) > members

    def remember(self, m: int) -> None:
        """Let the memory of idea m grow with its advocates' efforts at organs, and fade."""
        idea, p = self.ideas[m], self.p
        advocacy = sum(
            row[idea["issue"]]
            for (i, v), row in self.effort.items()
            if i in idea["advocates"] and self.organ[v] is not None
        )
        gain = p["uptake.memory_gain"] * advocacy / (advocacy + p["uptake.advocacy_scale"])
        self.memory[m] += self.dt * (gain - p["uptake.memory_loss"] * self.memory[m])

    def take_up(self, t: int, draw: dict | None) -> None:
        """Process 11, after the votes: ideas are remembered, adopted in windows, and then move adopters' anchors."""
        p = self.p
        for m, idea in enumerate(self.ideas):
            self.remember(m)
            adopters = [i for i in idea["adopters"] if self.is_active[i]]
            if not adopters or not any(first <= t < after for first, after in idea["windows"]):
                continue
            adopted, anchor = self.is_adopted[m], self.anchor[idea["issue"]]
            share = sum(adopted[i] for i in adopters) / len(adopters)
            drive = p["uptake.adoption_slope"] * share + p["uptake.memory_slope"] * self.memory[m]
            chance = 1 - exp(-p["uptake.base_hazard"] * exp(drive) * self.dt)
            pull = 1 - exp(-p["uptake.anchor_rate"] * self.memory[m] * self.dt)
            for i in adopters:
                adopted[i] = adopted[i] or bool(draw[m, i] < chance)
                if adopted[i]:
                    anchor[i] += pull * (idea["position"] - anchor[i])
