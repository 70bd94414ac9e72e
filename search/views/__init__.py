"""The public pages and the JSON interface."""
