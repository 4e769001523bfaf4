"""Forecasts to compare with: what one would say without a model, and what published models say of the same table."""
