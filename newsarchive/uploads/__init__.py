"""Adding articles in the browser: files are read, shown, put right and then stored."""
