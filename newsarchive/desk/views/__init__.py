"""The pages of the desk: form, ask, render."""
