"""Files that hold other files, such as archives, mailboxes and web archives."""
