"""Advice on an article's own words: wording, fairness, evidence for tags, spellings."""
