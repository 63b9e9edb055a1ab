"""Rules about a user pool domain."""
