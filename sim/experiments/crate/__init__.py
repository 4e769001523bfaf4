"""What travels with results: an RO-Crate and a data package beside them, and how to cite them."""
