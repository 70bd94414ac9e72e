"""One search, from its parameters to the results that a page or the API shows."""
