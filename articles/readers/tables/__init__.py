"""Records of articles: JSON, tables, references, and feeds of news."""
