"""Figures of one visual language: spread and n always, documented values and naive baselines marked."""
