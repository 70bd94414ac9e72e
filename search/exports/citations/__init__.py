"""Citations of articles: styles for people, and records for reference managers."""
