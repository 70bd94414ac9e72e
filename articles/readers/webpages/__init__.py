"""Web pages: their text, and the values that their markup states."""
