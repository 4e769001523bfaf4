"""What each key of a scenario can say, with its unit and range, as pydantic models; gathered in ../schema.py."""
