"""Edit the files of a digest that exists: terms and articles under new names, editions, copies."""
