"""The search language: parses what is typed into the search box and describes it in words."""
