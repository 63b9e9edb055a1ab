"""Rules about a group."""
