"""Rules for what stands behind an article's last paragraph."""
