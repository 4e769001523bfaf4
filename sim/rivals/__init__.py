"""Forecasts to compare with: what one would say without a model."""
