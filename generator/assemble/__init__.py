"""Pure grouping and ordering: which article stands where."""
