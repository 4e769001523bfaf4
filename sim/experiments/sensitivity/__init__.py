"""What outcomes of a sweep hang on: replicates needed, indices, regions, in plain sentences."""
