"""The model once more, in plain loops, written from the equations alone, without sight of the package.

Tests compare the two to 1e-12. Process 3 stands in `oracle_effort`, process 4 in `oracle_ties`, process 6 in
`oracle_pressure`, process 11 in `oracle_precedents`, `oracle_bargains`, `oracle_decisions` and `oracle_ideas`,
processes 8 to 10 and 12 in `oracle_institutions`.
"""

from copy import deepcopy
from math import exp, sqrt

from oracle_bargains import Bargains
from oracle_decisions import Decisions, in_force
from oracle_effort import MEDIA, Effort
from oracle_ideas import Ideas
from oracle_institutions import INSTITUTIONS, Institutions
from oracle_off import OFF
from oracle_precedents import Precedents
from oracle_pressure import Pressure
from oracle_ties import Ties

DEPTH = {"deep_core": 2, "policy_core": 1, "secondary": 0}  # each counts this often times as much as the next
KEPT = (
    "position",
    "anchor",
    "salience",
    "base_salience",
    "capability",
    "is_active",
    "contact",
    "allied",
    "trust",
    "effort",
    "pressure",
    "pressure_reference",
    "push_reference",
    "push_now",
    "built",
    "built_reference",
    "attention",
    "progress",
    "yeas",
    "voters",
    "passed",
    "adopted",
    "policy",
    "stigma",
    "rhetoric",
    "shock",
    "openness",
    "openness_now",
    "tactic",
    "impact",
    "external",
    "provision",
    "carried",
    "on_offer",
    "chance",
    "forecast",
    "is_decided",
    "is_passed",
    "is_blocked",
    "is_repealed",
    *INSTITUTIONS,
)
STEPPED = ("uptake", "abandon", "program")  # draws by step that a world without these may leave out


def run(world: dict, draws: dict, order: list[int] | None = None, base: list[dict] | None = None) -> list[dict]:
    """Run the world and return one snapshot per step, taken at its end.

    Parameters
    ----------
    world, draws : dict
        The scenario, and every random number that it uses.
    order : list of int, optional
        Permutation of the actors in which process 5 updates them one by one; None updates all at once.
    base : list of dict, optional
        Snapshots of the case as coded, if the world is a what-if of it.
    """
    readiness, model, snapshots = intercepts(world), Model(world), []
    model.base = base
    stepped = {name: draws.get(name) for name in STEPPED}
    model.draw_lots(draws)
    for t in range(world["n_steps"]):
        model.happen(t)
        model.attend()
        model.mobilize(t)
        model.meet(t, readiness[0], draws["contact"][t])
        model.ally(t, readiness[1], draws["alliance"][t])
        model.propagate(draws["influence"][t], order)
        model.press(t)
        model.backlash()
        model.court(t)
        model.represent(t, draws.get("council", []))
        model.deliver(t, stepped["program"] and stepped["program"][t])
        model.look_back(t, draws)
        model.negotiate(t)
        for index in [index for index, decision in enumerate(world["decisions"]) if decision["step"] == t]:
            by_bloc = [draws[name].get(index, {}) for name in ("party", "vote")]
            model.decide(index, *by_bloc, *(draws[name][index] for name in ("decision", "consensus")))
        model.repeal(t, draws)
        model.take_up(t, *(rows and rows[t] for rows in (stepped["uptake"], stepped["abandon"])))
        model.coordinate()
        snapshots.append({name: deepcopy(getattr(model, name)) for name in KEPT})
    return snapshots


def intercepts(world: dict) -> tuple[float, float]:
    """Return the general readiness to listen and to ally, by the coded densities; barriers are left out."""
    model = Model({**world, "barriers": []})
    model.happen(0)
    of_contacts = model.contact_intercept()
    return of_contacts, model.alliance_intercept(of_contacts)


class Model(Effort, Pressure, Decisions, Bargains, Precedents, Ties, Ideas, Institutions):
    """The state of one run, tables indexed by issue and then actor or venue, and one method per process."""

    def __init__(self, world: dict) -> None:
        """Set the coded state, with every tie dated 0 or earlier."""
        self.world, self.p, self.dt = world, {**OFF, **world["params"]}, world["dt"]
        self.actors, self.venues = world["actors"], world["venues"]
        issues, n = range(len(world["issues"])), len(self.actors)
        for name, twins in (("position", ("anchor", "policy")), ("salience", ("base_salience",))):
            for field in (name, *twins):
                setattr(self, field, [[float(actor[name][k]) for actor in self.actors] for k in issues])
        self.openness = [[float(venue["openness"][k]) for venue in self.venues] for k in issues]
        self.capability = [float(actor["capability"]) for actor in self.actors]
        self.is_active, self.progress, self.yeas, self.voters, self.passed = [True] * n, [0.0] * n, {}, {}, {}
        self.organ = [None if venue["kind"] in MEDIA else venue["organ"] for venue in self.venues]
        self.push_reference, self.push_now, self.base = [0.0] * n, [0.0] * n, None
        self.attention = {row["country"]: [0.0 for _ in issues] for row in self.actors + self.venues}
        self.start_ties()
        self.open_doors()
        self.start_pressure()
        self.start_ideas()
        self.found()
        self.rhetoric = [float(actor.get("rhetoric", 0.5)) for actor in self.actors]
        self.stigma, self.shock = [0.0] * n, [dict.fromkeys(self.attention, 0.0) for _ in issues]
        self.openness_now = deepcopy(self.openness)
        self.negotiations = world.get("negotiations", [])
        self.provision = [[0 for _ in row["issues"]] for row in self.negotiations]
        self.start_precedents()
        self.forecast = [0.0 for _ in world["decisions"]]
        for name in ("is_decided", "is_passed", "is_blocked", "is_repealed"):
            setattr(self, name, [False for _ in world["decisions"]])
        self.open_rows([row for row in world["ties"] if row["since"] <= 0 and (row["until"] or 0) >= 0])

    def distance(self, i: int, j: int) -> float:
        """Return the weighted distance of two actors' positions, in [0, 1]."""
        weights = [self.p["ties.tier_ratio"] ** DEPTH[issue["tier"]] for issue in self.world["issues"]]
        total = sum(w * ((row[i] - row[j]) / 2) ** 2 for w, row in zip(weights, self.position, strict=True))
        return sqrt(total / sum(weights))

    def happen(self, t: int) -> None:
        """Process 1: dated changes, arrivals and departures, dated ties, closed ties, barriers, shocks, references."""
        twins = {"position": ("anchor", "policy"), "salience": ("base_salience",)}
        for entry in [entry for event in self.world["events"] if event["step"] == t for entry in event["changes"]]:
            names = (entry["field"], *twins.get(entry["field"], ()))
            tables = (
                [getattr(self, names[0])]
                if names[0] in ("capability", "rhetoric")
                else [row for name in names for k, row in enumerate(getattr(self, name)) if entry["issue"] in (None, k)]
            )
            for table, index in [(table, index) for table in tables for index in entry["rows"]]:
                table[index] = float(entry["value"])
        self.is_active = [in_force(actor, t, "active_from", "active_until") for actor in self.actors]
        self.close_rows([row for row in self.world["ties"] if row["until"] == t])
        self.open_rows([row for row in self.world["ties"] if row["since"] == t > 0])
        free = set(self.free_pairs(t))
        for name in ("contact", "allied"):
            setattr(self, name, {pair: is_open if pair in free else 0 for pair, is_open in getattr(self, name).items()})
        self.jolt(t)
        self.refer(t)

    def resonance(self, row: dict, country: str) -> float:
        """Return how far a shock reaches in a country: everywhere, or as far as the shocked actor is tied."""
        if row.get("countries") is not None and country not in row["countries"]:
            return 0.0
        a = row.get("actor")
        if a is None:
            return 1.0
        others = [
            j for j, actor in enumerate(self.actors) if j != a and self.is_active[j] and actor["country"] == country
        ]
        size = {j: self.actors[j]["size"] for j in others}
        return (
            sum(self.contact.get((j, a), 0) * size[j] for j in others) / sum(size.values())
            if others and self.is_active[a]
            else 0.0
        )

    def strength(self, row: dict, t: int, country: str) -> float:
        """Return how strongly a shock is felt in a country, averaged over the step, 0 before its month."""
        if t < row["step"]:
            return 0.0
        years = self.p["campaigns.shock_years"]
        mean = years / self.dt * exp(-(t - row["step"]) * self.dt / years) * (1 - exp(-self.dt / years))
        return self.p["campaigns.shock_size"] * mean * self.resonance(row, country)

    def jolt(self, t: int) -> None:
        """Let shocks fade, averaged over the step, and open venues through their image."""
        for k, shock in enumerate(self.shock):
            for country in shock:
                calm = 1.0
                for row in self.world.get("shocks", []):
                    if k in row["issues"]:
                        calm *= 1 - self.strength(row, t, country)
                shock[country] = 1 - calm
            for v, venue in enumerate(self.venues):
                coded, image = self.openness[k][v], self.p["campaigns.image_weight"] * shock[venue["country"]]
                self.openness_now[k][v] = coded + (1 - coded) * image

    def attend(self) -> None:
        """Process 2: salience follows the attention of the media, and shocks, of one's country."""
        for k, row in enumerate(self.salience):
            for i in [i for i, is_active in enumerate(self.is_active) if is_active]:
                base, country = self.base_salience[k][i], self.actors[i]["country"]
                attention = 1 - (1 - self.attention[country][k]) * (1 - self.shock[k][country])
                row[i] = base + (1 - base) * self.p["campaigns.media_weight"] * attention

    def gate(self, i: int, j: int) -> float:
        """Return how open i is to what j says: nearness, and j's legitimacy at home."""
        radius = self.p["opinion.confidence_radius"]
        is_home = self.actors[i]["country"] == self.actors[j]["country"]
        return exp(-((self.distance(i, j) / radius) ** 2)) * (self.standing(j) if is_home else 1.0)

    def moved(self, i: int, noise: list) -> list[float]:
        """Return, per issue, the new position of actor i; `noise` is indexed by issue and actor."""
        p, new, weights = self.p, [], {}
        c, scale = p["opinion.coupling"], p["opinion.noise"] * sqrt(self.dt)
        for j, actor in enumerate(self.actors):
            if j == i or (self.contact.get((i, j)) and self.is_active[j]):
                credit = max(self.trust.get((i, j), 1.0), p["ties.initial_trust"])
                heed = self.standing(i) if j == i else credit * self.gate(i, j)
                weights[j] = heed * actor["size"] * (self.capability[j] / 5) ** p["opinion.prestige_exponent"]
        heard = [sum(w * x[j] for j, w in weights.items()) / sum(weights.values()) for x in self.position]
        for k, issue in enumerate(self.world["issues"]):
            partners = [(b if a == k else a, sign) for a, b, sign in self.world["coupling"] if k in (a, b)][:3]
            coupled = (1 - c * len(partners)) * heard[k] + c * sum(sign * heard[other] for other, sign in partners)
            multiple = 1.0 if issue["tier"] == "policy_core" else p[f"opinion.{issue['tier']}_multiple"]
            share = min(1.0, multiple * p["opinion.susceptibility"])
            x, pull = self.position[k][i], share * coupled + (1 - share) * self.anchor[k][i]
            x += (1 - exp(-p["opinion.rate"] * self.dt)) * (pull - x) + scale * noise[k][i]
            new.append(min(1.0, max(-1.0, x)))
        return new

    def propagate(self, noise: list, order: list[int] | None) -> None:
        """Process 5: positions move, all at once or one actor after another in the given order."""
        for turn in [range(len(self.actors))] if order is None else [[i] for i in order]:
            moves = {i: self.moved(i, noise) for i in turn if self.is_active[i]}
            for i, new in moves.items():
                for k, x in enumerate(new):
                    self.position[k][i] = x

    def hostility(self, country: str) -> float:
        """Return how a country's executives speak of compatriots with allies abroad: the loudest; 0 without any."""
        heads = [i for i, actor in enumerate(self.actors) if actor["role"] == "executive" and self.is_active[i]]
        return max((self.rhetoric[i] for i in heads if self.actors[i]["country"] == country), default=0.0)

    def backlash(self) -> None:
        """Process 7: stigma of campaigners with foreign allies grows with their executive's rhetoric, and fades."""
        fade = self.p["ties.stigma_fade"]
        for i, actor in enumerate(self.actors):
            if not self.is_active[i] or not self.is_campaigner(i):
                continue
            held = [other for j, other in enumerate(self.actors) if self.allied.get((i, j))]
            foreign = sum(other["size"] for other in held if other["country"] != actor["country"])
            foreign /= actor["size"] + sum(other["size"] for other in held)
            gain = self.p["ties.stigma_rate"] * self.hostility(actor["country"]) * foreign
            rest = gain / (gain + fade) if gain + fade else 0.0
            self.stigma[i] = rest + (self.stigma[i] - rest) * exp(-(gain + fade) * self.dt)
