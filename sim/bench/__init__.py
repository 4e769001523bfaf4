"""How fast is the model, against peers that do the same by other means? (`run.py bench`)."""
