"""Every behavioral rule of the model: elementwise formulas, with no sum, no axis, no loop and no draw.

`run.py rules` prints the index.
"""
