"""Campaigns (E4, E5, E14): who presses whom, where and how, and what policy makes of it."""
