"""Rules about a risk configuration."""
