"""What is kept of one person, over all apps: handing it out, and letting go of it."""
