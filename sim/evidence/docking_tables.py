"""Small tables that published models were run on, retyped, and what they printed of them."""

from __future__ import annotations

import numpy as np

# Axelrod & Bennett 1993, Table 2: Unix firms, sizes in percent of the market, specialist in workstations or generalist.
FIRMS = {
    "Sun": (28.9, "S"), "DEC": (20.0, "G"), "HP": (11.5, "G"), "Apollo": (21.2, "S"), "Intergraph": (4.4, "S"),
    "SGI": (4.4, "S"), "AT&T": (28.5, "G"), "IBM": (3.8, "G"), "Prime": (1.0, "S"),
}  # fmt: skip
WITH_SUN = {"Sun", "AT&T", "IBM", "Prime"}  # configuration 1; only IBM went the other way

# The same, Table 1: nations of Europe in 1936, percent of world capabilities.
NATIONS = {
    "Britain": 7.45, "France": 5.32, "Czechoslovakia": 1.15, "Denmark": 0.20, "Soviet Union": 15.01,
    "Yugoslavia": 0.59, "Greece": 0.35, "Germany": 11.49, "Italy": 4.03, "Poland": 1.83, "Romania": 0.78,
    "Hungary": 0.45, "Portugal": 0.27, "Finland": 0.19, "Latvia": 0.13, "Lithuania": 0.10, "Estonia": 0.06,
}  # fmt: skip
POWERS = ("Britain", "France", "Soviet Union", "Germany", "Italy")
STABLE_NATIONS, STABLE_POWERS = 209, 4  # p. 224: configurations if all dislike all

# Bueno de Mesquita 1994, p. 78: the year in which to introduce emission standards for cars, wanted by the EC's members.
EMISSIONS = {  # capability, position [years], salience
    "Netherlands": (0.08, 4, 0.8), "Belgium": (0.08, 7, 0.4), "Luxembourg": (0.03, 4, 0.2), "Germany": (0.16, 4, 0.8),
    "France": (0.16, 10, 0.6), "Italy": (0.16, 10, 0.6), "UK": (0.16, 10, 0.9), "Ireland": (0.05, 7, 0.1),
    "Denmark": (0.05, 4, 1.0), "Greece": (0.08, 7, 0.7),
}  # fmt: skip
# Weighted mean at the start and after each round: as computed by a published program, as read off the paper's plot.
PROGRAM = np.array([7.390, 7.461, 7.553, 7.590, 7.358, 7.349, 7.415, 7.510, 7.572, 7.325, 7.242])
PLOT = np.array([7.4, 7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6, 7.3, 7.2])

# KTAB, its example dummyData_3Dim: power, then position and salience on each of three dimensions, 0-100; MIT license.
SPATIAL = np.array([
    [102.543, 75.79, 49.53, 6.37, 5.91, 70.45, 28.15],
    [53.393, 82.72, 30.33, 73.50, 21.22, 64.00, 24.79],
    [129.643, 82.45, 48.47, 90.89, 13.55, 0.07, 34.62],
    [75.920, 62.52, 20.76, 50.82, 39.24, 62.33, 22.21],
    [63.224, 82.34, 40.96, 45.77, 25.43, 73.31, 22.59],
    [120.048, 84.48, 22.92, 33.70, 39.35, 88.11, 15.42],
    [54.178, 70.96, 31.75, 33.46, 27.93, 90.36, 26.03],
])  # fmt: skip
WINNING = np.array([0.0047, 0.0302, 0.0054, 0.1492, 0.6001, 0.1447, 0.0656])  # its log of 30 May 2017, first turn
