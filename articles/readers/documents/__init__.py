"""Documents of one article each: mails, manuscripts, printed pages."""
