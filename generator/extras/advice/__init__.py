"""Advice on an article's own words: wording, fairness, evidence for its tags, spellings."""
