"""The seminar page: a case as one self-contained HTML file, or served on this machine for free settings."""
