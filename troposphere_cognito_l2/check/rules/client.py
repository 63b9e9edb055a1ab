"""Rules about an app client."""
