"""Courtship (E9): invitations, visits, skepticism."""
