"""Reference data: the files, how they are read, and how they come into the database."""
