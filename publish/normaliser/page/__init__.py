"""What is known of a page before anything is judged: its facts, wording, words and language."""
