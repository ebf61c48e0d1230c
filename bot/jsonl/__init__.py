"""``mock-interviewer chat --jsonl``: a whole interview over two pipes."""
