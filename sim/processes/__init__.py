"""One file per numbered process of the step: each gathers rows, calls rules and core, and returns a new State."""
