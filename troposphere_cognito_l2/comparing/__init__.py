"""Comparing two templates: what an update would do to users, apps and settings.

`compare` is the door (see `api`); the rest of the library knows nothing else in here.
"""
