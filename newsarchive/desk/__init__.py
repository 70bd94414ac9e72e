"""The desk of a reader: the marked list, and collections made of it."""
