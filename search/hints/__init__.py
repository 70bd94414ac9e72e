"""What the archive proposes beside results: spellings, fewer filters, suggestions, related
articles, examples of the query language, and an article's place among the results."""
