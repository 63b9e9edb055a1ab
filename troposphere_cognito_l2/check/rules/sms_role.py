"""Rules about the role through which a user pool sends text messages."""
