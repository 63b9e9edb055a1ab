"""Rules about an identity provider."""
