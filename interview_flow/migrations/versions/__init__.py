"""One step a file: ``v2_what_changes.py`` follows ``v1_first_schema.py``."""
