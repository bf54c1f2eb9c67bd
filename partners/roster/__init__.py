"""The list of people as a workbook: out, and in again."""
