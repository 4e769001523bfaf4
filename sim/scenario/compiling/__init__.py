"""The parts of a Setting, each compiled from its part of a scenario; gathered in ../compile.py."""
