"""Rules for what stands among an article's paragraphs: captions, credits, repetitions."""
