"""The model: all that a run does. A folder is a mechanism: its rules, its numbers and its steps side by side."""
