"""Articles over time and by outlet: histograms, timelines and the coverage table."""
