"""The operating system: private folders, locks, workers, bounds on time and memory."""
