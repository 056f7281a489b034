"""The original pictures of the sample newswire, drawn by program."""
