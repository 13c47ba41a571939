"""`python -m storyport`."""

from storyport.cli import main

raise SystemExit(main())
