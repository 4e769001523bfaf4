"""Programs (E11) and the desks that decide (E12)."""
