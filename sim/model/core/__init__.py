"""Everything that sums or chooses over actors, or draws numbers.

Every sum here gives the same bits whatever the number of runs beside it: row after row by a sparse
matrix of ones, by `np.add.reduceat` over rows that never change, or over integers. numpy's own `sum`, `mean` and
matrix products do not.
"""
