"""`python -m copart_core`: the command line, see `copart_core.cli`."""

import sys

from copart_core.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
