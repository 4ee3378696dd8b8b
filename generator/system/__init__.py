"""Use the operating system: private folders, locks, workers, limits on time and memory."""
