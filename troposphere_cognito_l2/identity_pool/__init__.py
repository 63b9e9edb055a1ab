"""Identity pools: AWS credentials for people who signed in elsewhere. One module a concern."""
