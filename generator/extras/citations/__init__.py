"""Citations: at the foot of each article, and of each year in a file for reference managers."""
