"""What is run for a page: which settings, their histories and numbers, coded compactly."""
