"""Rules about the roles of an identity pool."""
