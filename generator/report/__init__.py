"""What is wrong with the content, where, and how to mend it."""
