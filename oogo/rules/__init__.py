"""Pure calculation of the OOGO: values in, values or frozen dataclasses out."""
