"""What stands between the network and the views: proxies, limits, refusals and cache headers."""
