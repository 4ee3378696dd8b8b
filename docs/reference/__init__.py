"""Pages of reference, generated from the tables that the program itself reads."""
