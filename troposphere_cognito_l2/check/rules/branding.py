"""Rules about branding, UI customisation and terms."""
