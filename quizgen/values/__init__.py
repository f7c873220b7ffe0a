"""Values: quantities and dates as ranges, read by the words of a language.

`words.load` gives a language's words, `quantity.parse` and `date.parse` read a text by them.
"""
