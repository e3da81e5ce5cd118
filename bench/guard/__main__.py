"""`python -m bench.guard`."""

import sys

from bench.guard.run import main

sys.exit(main())
