"""Articles over time and over outlets, counted and drawn."""
