"""Numbers that come from elsewhere: estimates on data that are not among the cases, and the ladder of tests.

`python -m sim.evidence` runs every script on the data beside the checkout and writes `measured.json`.
"""
