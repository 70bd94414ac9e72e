"""The name, logo, colours, public address and imprint of an archive, by its settings."""
