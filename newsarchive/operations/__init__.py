"""Running an archive: backup, restore, the check of everything stored, and the status page."""
