"""Everything that sums or chooses over actors, or draws numbers.

Every sum here gives the same bits whatever the number of runs beside it: issue by issue in a fixed order, by
`np.add.reduceat` along the leading axis, or over integers. numpy's own `sum`, `mean` and matrix products do not.
"""
