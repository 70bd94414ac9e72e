"""Changes of many articles that people start in admin, done in parts by any process."""
