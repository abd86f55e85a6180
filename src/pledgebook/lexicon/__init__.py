"""The words of the field as data: each topic has a word file and a small loader that validates it."""
