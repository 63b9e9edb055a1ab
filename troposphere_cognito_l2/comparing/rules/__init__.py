"""What changes of a template do, one module for each resource type."""
