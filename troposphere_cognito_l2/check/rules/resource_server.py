"""Rules about a resource server."""
