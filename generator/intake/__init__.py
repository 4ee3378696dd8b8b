"""Reading what others wrote, and guessing what an editor would write about it."""
