"""Rules about an identity pool."""
