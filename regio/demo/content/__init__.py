"""What the demonstration says, as data: tables by subject, no code. All of it is made up but for
the areas, the gemeenten and the names of the samenwerkingsverbanden, GGD and werkorganisatie.
"""
