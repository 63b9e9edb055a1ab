"""Rules about log delivery."""
