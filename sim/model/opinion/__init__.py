"""Opinion (E1): how convictions move."""
