"""The normaliser, trained on labelled pages and measured beside other extractors."""
