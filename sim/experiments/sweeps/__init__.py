"""Sweeps that carry a plan out, the ledger that keeps every run, and what is read off it again."""
