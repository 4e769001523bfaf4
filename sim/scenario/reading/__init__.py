"""From files to a document in which every value knows the line and column that it was written at."""
