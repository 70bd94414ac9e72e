"""What the archive proposes: other words, fewer filters, how to go on typing."""
