"""`python -m copart_core`: the command line, see `copart_core.cli`."""

import sys


def run() -> int:
    try:
        from copart_core.cli import main

        return main(sys.argv[1:])
    except KeyboardInterrupt:  # while modules are still being imported, or between two steps
        sys.stderr.write("stopped\n")
        return 130


if __name__ == "__main__":
    sys.exit(run())
