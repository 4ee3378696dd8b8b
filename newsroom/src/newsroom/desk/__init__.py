"""The editors' desk: what is new in the world, who has it, and what is due."""
