"""Measurements, each a module that runs by `./run bench NAME`."""
