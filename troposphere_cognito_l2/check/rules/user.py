"""Rules about users and group membership."""
