"""What may be typed into the search box, how it is read, and how it is said back."""
