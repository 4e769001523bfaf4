"""In which unit each measure counts; `unit_...` of the words names it."""

UNITS = {
    "share": ("vote_share", "adopted_share", "cross_border_share", "density", "reciprocity", "mean_trust", "salience",
              "stigma", "attention", "shock", "distance", "first_generation_share", "capture", "captured_share",
              "effectiveness", "legitimacy", "delivered_share", "decided_locally", "coherence", "skepticism",
              "acceptance", "offer_chance"),
    "votes": ("vote_count", "forecast"),
    "members": ("members",),
    "projects": ("output",),
    "projects_each": ("output_per_member",),
    "yes_no": ("passed", "blocked", "in_force", "on_offer"),
    "level": ("provision",),
    "ratio": ("distance_ratio", "effort_ratio", "effort_balance"),
    "pole": ("position", "policy", "pressure", "modularity"),
    "per_year": ("effort",),
    "units": ("complaints",),
    "ties": ("ties",),
    "pairs": ("brokerage",),
    "money": ("match_ratio",),
    "claimed": ("delivered",),
    "capital": ("capital",),
    "hours": ("response_hours",),
    "bodies": ("guests", "partners"),
    "steps": ("path_length",),
    "sites": ("sites",),
    "calendar": ("date_of",),
}  # fmt: skip
UNIT_OF = {measure: unit for unit, measures in UNITS.items() for measure in measures}
