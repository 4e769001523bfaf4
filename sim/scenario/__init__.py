"""Scenarios: a folder with scenario.yaml, actors.csv and ties.csv goes in, one checked `Scenario` comes out."""
