"""Plans of settings: what varies, in which design, and what it will take; all checked before the first run."""
