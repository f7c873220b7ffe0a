"""The report: a pack's facts beside the article that they rest on, as a page to look at, or in ten lines.

found = survey(pack, article, words, items=…, faults=…, is_proved=…)
parts = page(found, templates, folder, lang="en")
"""

from quizgen.report.lines import lines
from quizgen.report.page import page
from quizgen.report.survey import Survey, survey

__all__ = ["Survey", "lines", "page", "survey"]
