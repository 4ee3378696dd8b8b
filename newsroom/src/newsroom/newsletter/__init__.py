"""Write editions as e-mail."""
