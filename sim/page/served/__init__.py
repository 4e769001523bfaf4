"""The page as a server gives it: what a browser asks, the answers, HTTP."""
