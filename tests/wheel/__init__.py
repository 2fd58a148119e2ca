"""The wheel is what users get, so the wheel is tested, not only the checkout."""
