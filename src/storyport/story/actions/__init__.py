"""What can be done to a bible, one verb per file, each all or nothing."""
