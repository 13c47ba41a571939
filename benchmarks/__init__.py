"""Benchmarks that anyone can run; each prints its figures beside the peers'."""
