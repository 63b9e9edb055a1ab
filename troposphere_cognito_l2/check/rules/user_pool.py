"""Rules about a user pool."""
