"""Process 11 of the oracle: what talks agree on, by an agenda-setter's choice or by alternating offers."""

from itertools import product
from math import sqrt

from oracle_decisions import in_force, logistic, normal


class Bargains:
    """The part of `Model` that negotiates; it reads and writes the state of one run."""

    def ratification(self, decision: dict, provision: list) -> float:
        """Return the forecast probability that a body ratifies, were the provisions as given."""
        planks, tau, mean, parties = self.planks(decision, provision), self.p["votes.indifference"], 0.0, {}
        for b, bloc in enumerate(decision["blocs"]):
            g, n = bloc["actor"], bloc["members"]
            if not self.is_active[g]:
                continue
            shift = self.shift(decision, planks, bloc)
            spread = sqrt((self.slope(planks) * self.actors[g]["dispersion"]) ** 2 + (1.702 * tau) ** 2)
            line, follow = self.whip(decision, planks, bloc, shift)
            chance = (1 - follow) * normal((self.gain(planks, g) + tau * shift) / spread) + follow * line
            own = n * chance * (1 - chance)
            mean += n * chance
            party = self.actors[g]["party"] or b  # a bloc without party has a shock of its own
            parties[party] = parties.get(party, 0.0) + own
        doubt = sum(own + (self.p["votes.party_shock"] * own) ** 2 for own in parties.values())
        doubt += (self.p["votes.vote_shock"] * sum(parties.values())) ** 2
        return normal((mean - self.votes_needed(decision) + 0.5) / sqrt(max(doubt, 1e-9)))

    def package(self, n: int, z: tuple) -> tuple[list, list]:
        """Return the provisions of all talks were z agreed in talks n, and the planks of these talks."""
        row, provision = self.negotiations[n], [list(z) if m == n else old for m, old in enumerate(self.provision)]
        planks = self.planks(row, provision)
        return provision, planks + [(k, q, self.level(n, k, provision), q) for k, q in row["issues"]]

    def prospect(self, t: int, n: int, z: tuple) -> float:
        """Return a package's prospect: the chance that bodies ratify it, times gatekeepers' gains, 0 if one loses."""
        row, (provision, planks), prospect = self.negotiations[n], self.package(n, z), 1.0
        for body in row.get("bodies", []):
            if not self.is_decided[body]:
                prospect *= self.ratification(self.world["decisions"][body], provision)
        for keeper in row.get("gatekeepers", []):
            if in_force({"since": 0, "until": None, **keeper}, t) and self.is_active[keeper["actor"]]:
                prospect *= max(0.0, self.gain(planks, keeper["actor"]))
        return prospect

    def cost(self, z: tuple) -> float:
        """Return what it costs to put issues on the table."""
        return self.p["votes.table_cost"] * sum(provision > 0 for provision in z)

    def combinations(self, t: int, n: int) -> list[tuple]:
        """Return what can be agreed in negotiation n now, by issue, the least first."""
        levels = [range(4 if self.may_be_core(t, n, z) else 3) for z, _ in enumerate(self.negotiations[n]["issues"])]
        return list(product(*levels))

    def negotiate(self, t: int) -> None:
        """Process 11b: in an open window the talks find a package; where there is none, nothing is on the table."""
        for n, row in enumerate(self.negotiations):
            window = next((window for window in row["windows"] if window[0] <= t < window[1]), None)
            if window is None or not self.is_active[row["proposer"]]:
                continue
            if row.get("protocol") == "alternating_offers":
                found = self.offer_in_turn(t, n, window[1] - window[0])
            else:
                found = self.set_agenda(t, n)
            self.provision[n] = list(found or (0 for _ in row["issues"]))

    # An agenda-setter

    def worth(self, t: int, n: int, z: tuple) -> float:
        """Return what provisions z are worth to the proposer of negotiation n."""
        row, (_, planks), worth = self.negotiations[n], self.package(n, z), self.prospect(t, n, z)
        for i in row["partners"]:
            if self.is_active[i]:
                worth *= logistic(self.gain(planks, i, self.policy) / self.p["votes.indifference"])
        return worth * max(0.0, self.gain(planks, row["proposer"]) - self.cost(z))

    def set_agenda(self, t: int, n: int) -> tuple | None:
        """Return what is worth most to the proposer, of equals the first; None if nothing is worth anything."""
        best, most = None, 0.0
        for z in self.combinations(t, n):
            worth = self.worth(t, n, z)
            if worth > most:
                best, most = z, worth
        return best

    # Alternating offers

    def worths(self, t: int, n: int) -> dict[tuple, dict]:
        """Return, per package that no gatekeeper refuses, what it is worth to each who has a part, before its cost."""
        row, found = self.negotiations[n], {}
        for z in self.combinations(t, n):
            prospect, planks = self.prospect(t, n, z), self.package(n, z)[1]
            if prospect > 0:
                found[z] = {row["proposer"]: (prospect, prospect * self.gain(planks, row["proposer"]))}
                for i in [i for i in row["partners"] if self.is_active[i]]:
                    found[z][i] = (prospect, prospect * self.gain(planks, i, self.policy))
        return found

    def offer_in_turn(self, t: int, n: int, n_months: int) -> tuple | None:
        """Return the outcome of a game of as many offers as the window has months, reckoned from its end.

        Proposer and partners offer in turn; who offers pays for what it puts on the table; without any agreement all
        have nothing. One accepts what is worth no less than to go on, and offers rather than go on if that is as good.
        """
        row, worths, outcome = self.negotiations[n], self.worths(t, n), None
        players = [i for i in (row["proposer"], *row["partners"]) if self.is_active[i]]
        go_on = dict.fromkeys(players, 0.0)
        for turn in reversed(range(n_months)):
            who, best, offer = players[turn % len(players)], go_on[players[turn % len(players)]], None
            for z, worth in worths.items():
                net = worth[who][1] - worth[who][0] * self.cost(z)
                is_accepted = all(worth[i][1] >= go_on[i] for i in players if i != who)
                if is_accepted and (net > best or (net == best and offer is None)):
                    offer, best = z, net
            if offer is not None:
                go_on = {i: best if i == who else worths[offer][i][1] for i in players}
                outcome = offer
        return outcome
