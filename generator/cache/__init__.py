"""What earlier builds left behind: safe to delete at any time, never believed without a check."""
