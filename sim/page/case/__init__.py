"""A case in words, in both languages: actors, lanes, events, questions, sliders, the lesson."""
