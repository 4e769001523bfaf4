"""Format 1 of scenarios: read as format 2, and brought up to it by `run.py upgrade`."""
