"""The public pages, the JSON interface, feeds and exports."""
