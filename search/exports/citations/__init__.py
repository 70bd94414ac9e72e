"""Articles as others cite them: styles for people, records for their programs."""
