"""quizgen: curated facts about an article in, multiple-choice quizzes that can be proved out."""

__version__ = "0.1.0"
